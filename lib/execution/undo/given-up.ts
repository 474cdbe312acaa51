import type { Run, Step } from '@/schemas/execution'
import type { Instant } from '@/schemas/time'

/** How the line ends that says so. */
export const ENDED = 'somebody had the way back end while it waited'

type Asks = {
  /** Whether somebody asked, since then, that a way back is given up. Nobody can where it is absent. */
  isHaltRequested?(since?: Instant): Promise<boolean>
}

/** Whether somebody asked for the end of a way back that began then. */
export const isGivenUp = async (x: Asks, since: Instant): Promise<boolean> => (await x.isHaltRequested?.(since)) === true

/**
 * When a way back that has done something did its first step; null where it has done nothing yet. Who has it end while it waits is heard from then on: also when that wait is over, or
 * the process was killed, before the next look. What was asked of the run before it turned back was not meant for the way back.
 */
export const wayBackBegan = ({ steps }: Run): Instant | null => steps.slice(steps.findLastIndex((s) => !isOfWayBack(s)) + 1)[0]?.at ?? null

/** A wait may be of either direction; one that failed may be what had the run turn back. Who was killed after saying that somebody had it end still has to end it. */
const isOfWayBack = ({ step, status, detail }: Step): boolean => step === 'rollback' || (step === 'settle' && (status !== 'failed' || detail.endsWith(ENDED)))
