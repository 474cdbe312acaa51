import type { Role } from '../roles'

/** Words beside a figure that say what it is. `gap` is how many words may stand between. The nearest cue on each side has to allow the figure. */
export type Cue = { words: RegExp; roles: readonly Role[]; is_weak?: 'verb' | 'preposition'; gap?: number }

export const LEVELS: readonly Role[] = ['actual', 'after', 'total', 'mean', 'peak', 'waiting', 'other']
export const RISES: readonly Role[] = ['stake', 'change', 'other']
