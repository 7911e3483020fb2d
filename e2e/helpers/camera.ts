import { readFileSync, writeFileSync } from 'node:fs'
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
  const out = join(folder, 'camera.mjpeg')
  const frames: Buffer[] = []
  for (const [n, { code, seconds }] of scenes.entries()) {
    const picture = join(folder, `scene-${n}.png`)
    const frame = join(folder, `scene-${n}.jpg`)
    await (code === null
      ? sure('ffmpeg', ['-y', '-f', 'lavfi', '-i', 'color=c=gray:s=400x400', '-frames:v', '1', picture])
      : sure('qrencode', ['-o', picture, '-s', '12', '-m', '4', code]))
    const fit = 'scale=400:400:flags=neighbor,pad=1280:720:(ow-iw)/2:(oh-ih)/2:color=gray'
    await sure('ffmpeg', ['-y', '-i', picture, '-vf', fit, '-q:v', '3', '-pix_fmt', 'yuvj420p', frame])
    // An mjpeg is its pictures one after the other.
    frames.push(...Array.from({ length: Math.round(seconds * FPS) }, () => readFileSync(frame)))
  }
  writeFileSync(out, Buffer.concat(frames))
  return out
}

async function sure(program: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await run(program, args)
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${stderr}`)
}
