import { rmSync } from 'node:fs'
import { emptyHome, SEEDED_HOME, startApp } from './app'

/** Builds if stale and seeds the demonstration once, with the product's own first start; the journeys work on copies of it. */
export default async function setUp(): Promise<() => void> {
  // Set by hand to save the minute while a journey is being written.
  if (process.env[SEEDED_HOME] !== undefined) return () => undefined
  const home = emptyHome()
  const app = await startApp(home)
  await app.signal('SIGTERM')
  process.env[SEEDED_HOME] = home
  return () => rmSync(home, { recursive: true, force: true })
}
