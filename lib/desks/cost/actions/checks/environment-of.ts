import { wordTable } from '@/lib/kernel/word-table'
import type { Environment } from '@/schemas/action'

// What people write into an environment tag, case-folded.
const ENVIRONMENTS: Record<string, Environment> = wordTable({
  prod: 'prod',
  production: 'prod',
  prd: 'prod',
  live: 'prod',
  stage: 'stage',
  staging: 'stage',
  preprod: 'stage',
  uat: 'stage',
  dev: 'dev',
  develop: 'dev',
  development: 'dev',
  sandbox: 'dev',
  test: 'test',
  testing: 'test',
  qa: 'test',
})
const KEYS = ['env', 'environment', 'stage']

/** Environment that the tags name. A missing or unfamiliar tag is `unknown`, which counts like production nearly everywhere. */
export function environmentOf(tags: Readonly<Record<string, string>>): Environment {
  const folded = Object.entries(tags).map(([key, value]) => [key.toLowerCase(), value.trim().toLowerCase()] as const)
  for (const key of KEYS) {
    const value = folded.find(([k]) => k === key)?.[1]
    if (value !== undefined) return ENVIRONMENTS[value] ?? 'unknown'
  }
  return 'unknown'
}
