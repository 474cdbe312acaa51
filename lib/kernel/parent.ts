import { isRunning } from './is-running'

const LOOK_EVERY_MS = 1_000

/** Ends this process when the launcher that started it is gone, so that a killed launcher leaves nothing behind but its database. */
export function endWithParent(parent: string | undefined): void {
  if (parent === undefined) return
  setInterval(() => {
    if (!isRunning(Number(parent))) process.exit(0)
  }, LOOK_EVERY_MS).unref()
}
