/** The tour: the real app driven through the main job, leaving pictures and files. */
import fs from 'node:fs'
import path from 'node:path'
import { build } from './build.mjs'
import { inRoot } from './paths.mjs'
import { playwright } from './playwright.mjs'
import { setup } from './setup.mjs'

/** @returns {Promise<number>} exit code */
export async function tour() {
  await setup(['app', 'display', 'tests'])
  await build()
  const folder = inRoot('out', 'tour')
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  const { code } = await playwright('e2e/tour.config.ts', ['--reporter=list'], { output: 'pass' })
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  console.log(`\n${files.length} files in out/tour:`)
  for (const file of files) {
    const full = path.join(file.parentPath ?? file.path, file.name)
    console.log(`  ${path.relative(folder, full)}  (${Math.ceil(fs.statSync(full).size / 1024)} kB)`)
  }
  return code || (files.length === 0 ? 1 : 0)
}
