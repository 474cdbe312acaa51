import { ENVIRONMENT_WORDS, TIER_WORDS } from '@/lib/intents/code-words'
import { formatCount, formatDuration, formatMoney } from '@/lib/kernel/format'
import type { PolicyDiff } from '@/schemas/policy'

/** What is said of the plan when a fact holds, and when it does not. */
const SAID: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  is_provisional: ['every flagged day may still be restated', 'a flagged day has settled'],
  has_guard_tag: ['a tag may protect a target', 'no tag protects a target'],
  is_dry_run_ok: ['the dry run succeeded', 'the dry run did not succeed'],
  is_snapshot_complete: ['the state of every target could be read', 'the state of a target could not be read'],
  is_rollback_present: ['every action has a rollback', 'an action has no rollback'],
  are_prechecks_passed: ['every precheck passed', 'a precheck did not pass'],
  is_in_account_list: ['every account is on the allowed list', 'an account is not on the allowed list'],
  is_kill_switch_on: ['the kill switch is on', 'the kill switch is off'],
  is_frozen: ['a freeze is on', 'no freeze is on'],
  is_in_change_window: ['the change window is open', 'the change window is closed'],
  is_auto_opted_in: ['the organisation lets it run without a person', 'the organisation does not let it run without a person'],
  has_other_open_plan: ['another open plan changes a target', 'no other open plan changes a target'],
  are_params_valid: ['every parameter is one that the action takes', 'a parameter is not one that the action takes'],
  are_targets_in_evidence: ['every target is in the evidence', 'a target is not in the evidence'],
  is_cooling_down: ['a target was changed in the last 7 days', 'no target was changed in the last 7 days'],
  is_template_suspended: ['an action of this kind was rolled back in the last 14 days', 'no action of this kind was rolled back in the last 14 days'],
  is_template_denied: ['an action is on the list of denied ones', 'no action is on the list of denied ones'],
  is_break_glass: ['it is an emergency', 'it is no emergency'],
  has_veto_window: ['a veto window has passed', 'no veto window has passed'],
}

const NAMES: Readonly<Record<string, string>> = {
  tier: 'risk',
  targets: 'number of targets',
  accounts: 'number of accounts',
  risk_score: 'risk score',
  reversibility: 'way back',
  cents_per_month: 'money a month',
  cents_committed: 'commitment a month',
  confidence_pct: 'confidence in the cause',
  evidence_age_sec: 'age of the evidence',
  evidence_coverage_pct: 'completeness of the evidence',
  youngest_target_age_hours: 'age of the youngest target',
  mutations_left_today: 'changes left today',
  max_targets: 'most targets of a plan',
  tenant_least_rank: 'agreement that the organisation asks for',
  rank: 'agreement',
}

const REVERSED: Readonly<Record<string, readonly [is: string, is_not: string]>> = {
  R0: ['the plan only notifies', 'the plan does more than notify'],
  R1: ['the plan is undone in minutes', 'the plan is not undone in minutes'],
  R2: ['the plan is undone with downtime', 'the plan is not undone with downtime'],
  R3: ['the plan cannot be undone', 'the plan can be undone'],
  F: ['the plan is a financial commitment', 'the plan is no financial commitment'],
}

const IS: Readonly<Record<string, string>> = { '==': 'is', '!=': 'is not', '<': 'is below', '<=': 'is at most', '>': 'is above', '>=': 'is at least' }

const nameOf = (fact: string): string => NAMES[fact] ?? fact.replaceAll('_', ' ')
const anyOf = (said: readonly string[]): string => [said.slice(0, -1).join(', '), ...said.slice(-1)].filter((part) => part !== '').join(' or ')

function valueWord(fact: string, value: string): string {
  const words = { ...TIER_WORDS, ...ENVIRONMENT_WORDS } as Readonly<Record<string, string>>
  if (!/^-?\d+$/.test(value)) return words[value] ?? nameOf(value)
  if (fact.startsWith('cents_')) return formatMoney((Number(value) / 100).toFixed(2))
  if (fact.endsWith('_sec')) return formatDuration(Number(value))
  return fact.endsWith('_pct') ? `${value} %` : fact.endsWith('_hours') ? `${value} h` : value
}

function conditionWords(text: string): string {
  const not = /^not \((.*)\)$/.exec(text)?.[1]
  if (not !== undefined) return SAID[not]?.[1] ?? `not ${conditionWords(not)}`
  const [, list, member] = /^\[(.*)\]\.contains\((\w+)\)$/.exec(text) ?? []
  if (list !== undefined && member !== undefined) {
    const values = list.split(', ')
    if (member === 'reversibility') return anyOf(values.map((v) => REVERSED[v]?.[0] ?? v))
    return `${nameOf(member)} is ${anyOf(values.map((v) => valueWord(member, v)))}`
  }
  const [, fact, operator, value] = /^(\w+) (==|!=|<=?|>=?) (\S+)$/.exec(text) ?? []
  if (fact === undefined || operator === undefined || value === undefined) return SAID[text]?.[0] ?? nameOf(text)
  const reversed = fact === 'reversibility' ? REVERSED[value] : undefined
  if (reversed !== undefined && (operator === '==' || operator === '!=')) return reversed[operator === '==' ? 0 : 1]
  return `${nameOf(fact)} ${IS[operator]} ${valueWord(fact, value)}`
}

/** Plans that another set of policies would leave to a person, or no longer, when they have to be taken back. */
export function rollbackLines(rollbacks: PolicyDiff['rollbacks']): string[] {
  const { by_person, alone } = rollbacks ?? { by_person: 0, alone: 0 }
  return [
    ...(by_person === 0 ? [] : [`${formatCount(by_person, 'plan')} would be taken back by a person only`]),
    ...(alone === 0 ? [] : [`${formatCount(alone, 'plan')} would be taken back without a person, too`]),
  ]
}

/** A clause of a policy as people read it. A condition that is newer than these words, or an organisation's own, keeps its operators. */
export function clauseWords(clause: string): string {
  const [, lead = '', conditions = ''] = /^(forbidden when )?(.*)$/s.exec(clause) ?? []
  return `${lead}${conditions
    .split(' and ')
    .map((c) => conditionWords(c.trim()))
    .join(' and ')}`
}

/** The facts that a clause read, as people read them: "tier = high" is "risk high". */
export const valueWords = (value: string): string =>
  value
    .replace(/(^|, )(\w+) = (true|false)\b/g, (all, sep: string, fact: string, is: string) => {
      const said = SAID[fact]?.[is === 'true' ? 0 : 1]
      return said === undefined ? all : `${sep}${said}`
    })
    .replace(/(^|, )reversibility = (\w+)/g, (_all, sep: string, kind: string) => `${sep}${REVERSED[kind]?.[0] ?? kind}`)
    .replace(/(^|, )environment = (\w+)/g, (_all, sep: string, kind: string) => `${sep}environment ${valueWord('environment', kind)}`)
    .replace(/(^|, )([a-z]\w*) = /g, (_all, sep: string, fact: string) => `${sep}${nameOf(fact)} `)
