import { test as base } from '@playwright/test'
import { type App, startApp } from './app'

/**
 * One app for the journeys that can live beside one another: they read, ask, look at the gallery, or change what no other of them looks at. A journey that
 * moves the clock, ends a process, brings a bill or decides on a plan starts its own.
 */
export const test = base.extend<object, { calm: App }>({
  calm: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are needed.
    async ({}, use) => {
      process.env['COUNTERSIGN_GALLERY'] = '1'
      const app = await startApp()
      await use(app)
      await app.stop()
    },
    { scope: 'worker', timeout: 300_000 },
  ],
})
