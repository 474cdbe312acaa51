import { z } from 'zod'

/**
 * Whether a disk that a key locks can be opened again by who starts it: `none` when nothing is encrypted, `unknown` when the key cannot be read or its use cannot
 * be asked for. Opening a disk takes a grant of its key (`kms:CreateGrant`).
 */
export const KeyState = z.enum(['none', 'usable', 'unknown', 'unusable'])
export type KeyState = z.infer<typeof KeyState>

const FROM_BEST = KeyState.options

/** What holds for a resource with several disks. */
export const worstKey = (keys: readonly KeyState[]): KeyState => FROM_BEST.findLast((state) => keys.includes(state)) ?? 'none'
