import { isOneOf, literal } from '@/lib/warehouse/sql-text'

// What people write for the four environments that rules know.
const WORDS = [
  ['prod', ['prod', 'production', 'prd', 'live']],
  ['stage', ['stage', 'staging', 'stg', 'preprod', 'pre-prod', 'uat']],
  ['dev', ['dev', 'development', 'sandbox']],
  ['test', ['test', 'testing', 'qa']],
] as const

/** One of the four, or the tag's own word when it is none of them; no tag stays ''. */
export const ENVIRONMENT_SQL = `case when environment = '' then '' ${WORDS.map(([name, words]) => `when ${isOneOf('environment', words)} then ${literal(name)}`).join(' ')} else environment end`
