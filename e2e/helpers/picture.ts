import { writeFileSync } from 'node:fs'
import type { ElectronApplication, Page } from '@playwright/test'

/** A picture of a real window, at its real size, once what slides in has come to rest and is drawn. */
export async function pictureOf(app: ElectronApplication, page: Page, file: string): Promise<void> {
  await page.evaluate(async () => {
    const sliding = document
      .getAnimations()
      .filter((animation) => Number(animation.effect?.getComputedTiming().endTime) <= 500)
    await Promise.all(sliding.map((animation) => animation.finished))
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame)
  })
  const png = await app.evaluate(async ({ BrowserWindow }, url) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL() === url)
    return (await window?.webContents.capturePage())?.toPNG().toString('base64') ?? ''
  }, page.url())
  writeFileSync(file, Buffer.from(png, 'base64'))
}
