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

/**
 * What the grant would allow by whose dry run a key is asked whether it gives us any: to read what the key is. It is as narrow as a grant can be, because IAM knows no condition that lets
 * through a dry run alone.
 */
export const ASKED_GRANT = ['DescribeKey'] as const
