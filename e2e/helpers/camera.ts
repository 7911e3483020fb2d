import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './command'

/** Chromium plays the file at 30 pictures a second, whatever its own rate. */
const FPS = 30

/**
 * Makes a film for Chromium's fake camera: each code (null: an empty scene) for so many seconds, then from the start.
 * QR codes by qrencode, film by ffmpeg.
 */
export async function film(
  folder: string,
  scenes: readonly { code: string | null; seconds: number }[],
): Promise<string> {
  const pictures: string[] = []
  for (const [n, { code, seconds }] of scenes.entries()) {
    const picture = join(folder, `scene-${n}.png`)
    await (code === null
      ? sure('ffmpeg', ['-y', '-f', 'lavfi', '-i', 'color=c=gray:s=400x400', '-frames:v', '1', picture])
      : sure('qrencode', ['-o', picture, '-s', '12', '-m', '4', code]))
    pictures.push(`file '${picture}'\nduration ${seconds}`)
  }
  const list = join(folder, 'scenes.txt')
  writeFileSync(list, `${pictures.join('\n')}\n`)
  const out = join(folder, 'camera.mjpeg')
  const fit = 'scale=400:400:flags=neighbor,pad=1280:720:(ow-iw)/2:(oh-ih)/2:color=gray'
  await sure('ffmpeg', [
    '-y',
    '-f',
    'concat',
    '-safe',
    '0',
    '-i',
    list,
    '-vf',
    `${fit},fps=${FPS}`,
    '-q:v',
    '3',
    '-pix_fmt',
    'yuvj420p',
    out,
  ])
  return out
}

async function sure(program: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await run(program, args)
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${stderr}`)
}
