import { app, safeStorage } from 'electron'
import { readFileSync } from 'node:fs'
import { startApp } from './app/start'
import { runCli } from './cli/run'
import { runHub } from './hub/fork-hub'
import { pagesForCommands } from './reports/headless'

// One program, two ways in: the windows, or a headless command behind `--cli` (its keys may lie in the keychain).
const cli = process.argv.indexOf('--cli')
if (cli < 0) void startApp(process.env)
else {
  const pages = pagesForCommands((what, thrown) => process.stderr.write(`${what}: ${String(thrown)}\n`))
  void app.whenReady().then(async () => {
    const code = await runCli(process.argv.slice(cli + 1), {
      env: process.env,
      out: (line) => process.stdout.write(`${line}\n`),
      err: (line) => process.stderr.write(`${line}\n`),
      readPassphrase: () => readFileSync(0, 'utf8').replace(/\r?\n$/, ''),
      safeStorage,
      runHub,
      print: pages.print,
    })
    pages.end()
    // What was written must be out before the program is.
    await new Promise((done) => process.stdout.write('', done))
    app.exit(code)
  })
}
