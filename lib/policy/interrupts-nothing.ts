import type { ReversibilityClass } from '@/schemas/action'

/** Classes of actions whose way back interrupts nothing. A plan with any other is taken back by a person in any case. */
export const INTERRUPTS_NOTHING: readonly ReversibilityClass[] = ['R0', 'R1']
