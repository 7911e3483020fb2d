import { readFileSync } from 'node:fs'
import { runCli } from './cli/run'

// Headless commands in plain Node: no window, no display. Folders with their keys in the keychain need Electron.
process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  readPassphrase: () => readFileSync(0, 'utf8').replace(/\r?\n$/, ''),
})
