import type { Environment, Plan, ReversibilityClass } from '@/schemas/action'

// Least care first: a plan has the environment and the class of its most delicate action.
const ENVIRONMENTS: readonly Environment[] = ['dev', 'test', 'stage', 'unknown', 'prod']
const CLASSES: readonly ReversibilityClass[] = ['R0', 'R1', 'R2', 'F', 'R3']

export const planEnvironment = ({ actions }: Plan): Environment => ENVIRONMENTS.findLast((e) => actions.some((a) => a.environment === e)) ?? 'unknown'

export const planReversibility = ({ actions }: Plan): ReversibilityClass => CLASSES.findLast((c) => actions.some((a) => a.reversibility === c)) ?? 'R3'
