import { z } from 'zod'
import { ConnectorRow } from '@/schemas/connectors'
import { Mode } from '@/schemas/mode'
import { PageNotice } from '@/schemas/page'
import { ScheduleName, TimerName } from '@/schemas/schedule'
import { Instant } from '@/schemas/time'

/** Null: this person may do it. Otherwise the sentence that says why not and who can. */
const Denied = z.string().nullable()

/**
 * One field of a form, whose value is a text: a list with commas, pairs as one `name=value` a line, weekdays as their numbers with commas (0 = Monday), an hour
 * as 0 to 24. A field that is not required and left empty is null. `labels` are what people read of a choice.
 */
export const SettingsField = z.strictObject({
  name: z.string(),
  label: z.string(),
  kind: z.enum(['text', 'long', 'list', 'dates', 'pairs', 'choice', 'number', 'weekdays', 'hour']),
  choices: z.array(z.string()).default([]),
  labels: z.record(z.string(), z.string()).default({}),
  is_required: z.boolean(),
  note: z.string().nullable().default(null),
})
export type SettingsField = z.infer<typeof SettingsField>

/** Fields of one setting, or of the part of it that `part` names: many rows, or one that may be left out. `fixed` is sent with every row. */
export const SettingsForm = z.strictObject({
  title: z.string(),
  part: z.string().nullable(),
  is_list: z.boolean(),
  /** A row of one field that is the entry itself, as in a list of tags, or the setting itself where there is one row. */
  is_plain: z.boolean().default(false),
  /** Beside the rows: one box that takes their place and is sent as null. */
  instead: z.strictObject({ label: z.string(), is_on: z.boolean() }).nullable().default(null),
  /** What is so while there is no row, and what a row is called on its buttons. */
  when_empty: z.string().default('Not connected'),
  row_name: z.string().default('one'),
  /** Whether a row may be taken out; limits are only ever changed. */
  can_be_empty: z.boolean(),
  fields: z.array(SettingsField),
  fixed: z.record(z.string(), z.string()),
  rows: z.array(z.record(z.string(), z.string())),
})
export type SettingsForm = z.infer<typeof SettingsForm>

/** What looks or acts somewhere, and what it said when it was last tried. */
const TestedRole = z.strictObject({ state: z.enum(['answers', 'failed', 'not_tested']), said: z.string(), checked_at: Instant.nullable() })

/** Who the tenant is, what it has connected, how far the machine may go. */
export const SettingsView = z.strictObject({
  now: Instant,
  tenant_id: z.string(),
  notices: z.array(PageNotice),
  facts: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  modes: z.array(z.strictObject({ mode: Mode, label: z.string(), does: z.string(), is_current: z.boolean(), denied: Denied })),
  /** Digest of the settings that are shown: a change names it, so that nobody overwrites what they did not see. */
  before: z.string(),
  change_denied: Denied,
  test_denied: Denied,
  accounts: z.array(
    z.strictObject({
      account_id: z.string(),
      name: z.string(),
      regions: z.string(),
      owner: z.string(),
      looks: TestedRole.extend({ role: z.string() }),
      /** `role` null: the one that looks acts too. */
      acts: TestedRole.extend({ role: z.string().nullable() }),
    }),
  ),
  /** Clusters that may be changed. */
  clusters: z.array(TestedRole.extend({ name: z.string() })),
  /** Where looking and acting share a role; null where they nowhere do. */
  shared: z.string().nullable(),
  /** What to paste to make each role; only for whoever may name one. */
  roles: z.array(
    z.strictObject({
      use: z.enum(['look', 'act', 'both']),
      title: z.string(),
      used_by: z.string(),
      allows: z.string(),
      external_id: z.string(),
      trust: z.string(),
      permissions: z.string(),
    }),
  ),
  connectors: z.array(ConnectorRow),
  /** `silence` is said of a hook that says nothing for longer than its rhythm. */
  hooks: z.array(z.strictObject({ hook_id: z.string(), kind: z.string(), url: z.string(), last: Instant.nullable(), silence: z.string().nullable() })),
  spend: z.string().nullable(),
  /** What people told detection: rises to expect, and amounts below which a scope is quiet. The command takes each back. */
  rules: z.array(
    z.strictObject({
      rule_id: z.string(),
      command: z.enum(['quiet.lift', 'threshold.lift']),
      kind: z.string(),
      where: z.string(),
      does: z.string(),
      by: z.string(),
      lift_denied: Denied,
    }),
  ),
  threshold_denied: Denied,
  /** Secrets that the connectors use, by reference; only for whoever may confirm one. */
  secrets: z.array(z.strictObject({ reference: z.string(), used_by: z.string() })),
  /** Settings that are changed each as a whole, by forms. `text` is the setting as JSON, for the parts that a form leaves alone. */
  editable: z.array(z.strictObject({ field: z.string(), label: z.string(), note: z.string(), text: z.string(), forms: z.array(SettingsForm) })),
  clock: z.strictObject({ time_zone: z.string(), time_zones: z.array(z.string()), shown_now: z.string(), change_denied: Denied }),
})
export type SettingsView = z.infer<typeof SettingsView>

const RunLine = z.strictObject({ started_at: Instant, outcome: z.enum(['running', 'done', 'failed', 'skipped']), text: z.string() })

export const SchedulesView = z.strictObject({
  now: Instant,
  tenant_id: z.string(),
  notices: z.array(PageNotice),
  time_zone: z.string(),
  change_denied: Denied,
  run_denied: Denied,
  schedules: z.array(
    z.strictObject({
      name: ScheduleName,
      label: z.string(),
      does: z.string(),
      cron: z.string(),
      /** The same in words. */
      times: z.string(),
      is_paused: z.boolean(),
      next_run_at: Instant,
      runs: z.array(RunLine),
    }),
  ),
  /** Work whose moments stand on the cases. `late` says what is due and waits; null while nothing is. */
  timers: z.array(
    z.strictObject({
      name: TimerName,
      label: z.string(),
      does: z.string(),
      while_paused: z.string(),
      paused_since: Instant.nullable(),
      late: z.string().nullable(),
      runs: z.array(RunLine),
    }),
  ),
  /** What comes round by itself and cannot be paused, and why. */
  always: z.array(z.strictObject({ label: z.string(), does: z.string() })),
})
export type SchedulesView = z.infer<typeof SchedulesView>
