// Loaded by Electron before the app (`-r`): the app begins once Playwright has attached, which it says by this name.
const { app } = require('electron')

const LOOK_MS = 10
let isAttached = false
globalThis['__playwright_run'] = () => {
  isAttached = true
}
const whenReady = app.whenReady.bind(app)
app.whenReady = () =>
  new Promise((resolve) => {
    // Called by the debugger, which wakes nobody who waits in the program: so it is looked for.
    const look = setInterval(() => {
      if (!isAttached) return
      clearInterval(look)
      resolve(whenReady())
    }, LOOK_MS)
  })
