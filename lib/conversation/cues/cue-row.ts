import type { FrameName } from '@/schemas/frame'

/** `why_up` decides between a case and the movers once the scope is known. */
export type CueName = FrameName | 'why_up'

/**
 * Cues of one view, in the words of `cuePattern`. They are read over words and tags (<scope> <case> <ordinal> <period> <limit> <severity> <group> <env> <person> <amount>
 * <category> <charge> <measure>), without articles. The weight says how sure one cue makes us: 1 a phrase that means one thing, 0.9 usual, 0.8 one
 * topic word said alone; from 1.2 a phrase so plain that the single words in it no longer count.
 */
export type CueRow = readonly [frame: CueName, weight: number, cues: readonly string[]]
