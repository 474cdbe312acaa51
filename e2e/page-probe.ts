import type { Page } from 'playwright-core'

/** What a page did to its reader: how far things moved by themselves (the layout shift score), and tasks that held the page up. */
export type Probe = { shift: number; moved: string[]; long_tasks_ms: number[] }

type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] }
type Probed = Window & { countersign_probe?: Probe & { since: number } }

/** Watches every document that this page opens from now on. */
export async function probe(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const found = { shift: 0, moved: [] as string[], long_tasks_ms: [] as number[], since: 0 }
    ;(window as Probed).countersign_probe = found
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[]) {
        if (entry.startTime < found.since) continue
        found.shift += entry.value
        for (const { node } of entry.sources)
          found.moved.push(`${node?.nodeName ?? 'gone'} ${node instanceof Element ? (node.getAttribute('class') ?? '') : ''}`)
      }
    }).observe({ type: 'layout-shift', buffered: true })
    new PerformanceObserver((list) => {
      // A page is loaded when its own scripts have run; what comes after that interrupts somebody.
      const loaded_at = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined
      for (const entry of list.getEntries())
        if (entry.startTime > Math.max(found.since, loaded_at?.loadEventEnd || Number.POSITIVE_INFINITY)) found.long_tasks_ms.push(Math.round(entry.duration))
    }).observe({ type: 'longtask', buffered: true })
  })
}

/** Counts from now on only. */
export const resetProbe = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const found = (window as Probed).countersign_probe
    if (found) Object.assign(found, { shift: 0, moved: [], long_tasks_ms: [], since: performance.now() })
  })

/** What happened since the document was opened or the probe was reset. */
export async function readProbe(page: Page): Promise<Probe> {
  const found = await page.evaluate(() => (window as Probed).countersign_probe)
  if (found === undefined) throw new Error('this page is not watched: call probe before it is opened')
  return { shift: found.shift, moved: found.moved, long_tasks_ms: found.long_tasks_ms }
}
