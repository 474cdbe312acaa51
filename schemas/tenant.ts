import { z } from 'zod'
import { Environment } from '@/schemas/action'
import { AuthMethod, Role, TokenScope } from '@/schemas/actor'
import { ConnectedAccount, ConnectorSettings } from '@/schemas/connectors'
import { AllowedRegions, SeverityCuts } from '@/schemas/evidence/triage-settings'
import { TenantId } from '@/schemas/ids'
import { Mode } from '@/schemas/mode'
import { Currency } from '@/schemas/money'
import { QuietRule } from '@/schemas/quiet-rule'
import { ThresholdRule } from '@/schemas/threshold-rule'
import { Day, Instant } from '@/schemas/time'

const PerEnvironment = z.strictObject({ prod: z.int(), stage: z.int(), dev: z.int(), test: z.int(), unknown: z.int() })

const Share = z.int().min(1).max(100)
const PerEnvironmentShare = z.strictObject({ prod: Share, stage: Share, dev: Share, test: Share, unknown: Share })

const LevelUpToTwo = z.enum(['L0', 'delayed', 'L1', 'L2'])
const PerEnvironmentLevel = z.strictObject({ prod: LevelUpToTwo, stage: LevelUpToTwo, dev: LevelUpToTwo, test: LevelUpToTwo, unknown: LevelUpToTwo })

const BusinessHours = z.strictObject({
  days: z.array(z.int().min(0).max(6)).min(1),
  from_hour: z.int().min(0).max(23),
  to_hour: z.int().min(1).max(24),
  holidays: z.array(Day),
})

/** What a tenant may set for itself: only ever tighter than policy. Every setting has a default, so an empty object is complete. */
export const TenantSettings = z.strictObject({
  /** `local`: people choose their name, on this machine only. Every demonstration tenant is local. */
  sign_in: z.enum(['local', 'identity_provider']).default('identity_provider'),
  is_kill_switch_on: z.boolean().default(false),
  /** Who turned it on and why, for the banner; null while it is off. A name and a whole reason. */
  kill_switch_because: z.string().max(2200).nullable().default(null),
  /** Accounts in which plans may be carried out; null means every account of the tenant's bill. */
  allowed_accounts: z.array(z.string()).nullable().default(null),
  /** Templates that may run without asking anyone when their risk is low. */
  auto_templates: z.array(z.string()).default([]),
  /** Most resources one plan may change. */
  max_targets: PerEnvironment.default({ prod: 3, stage: 5, dev: 10, test: 10, unknown: 3 }),
  /** Most resources that may be changed in one UTC day. */
  mutations_per_day: PerEnvironment.default({ prod: 10, stage: 20, dev: 40, test: 40, unknown: 10 }),
  /**
   * Share of the resources of a kind in one account that may be changed in one UTC day; 100 is no limit. Development has none: what is forgotten there is often
   * most of what there is.
   */
  share_per_day_pct: PerEnvironmentShare.default({ prod: 5, stage: 5, dev: 100, test: 100, unknown: 5 }),
  /** Times in which nothing is carried out; environment null means all. Half-open. */
  freezes: z
    .array(z.strictObject({ freeze_id: z.string().default(''), environment: Environment.nullable(), from: Instant, to: Instant, because: z.string() }))
    .default([]),
  /** Hours [from_hour, to_hour) on the listed days (0 = Monday), in the tenant's time zone, in which low risk may run at once; null means always. */
  change_window: z
    .strictObject({ days: z.array(z.int().min(0).max(6)).min(1), from_hour: z.int().min(0).max(23), to_hour: z.int().min(1).max(24) })
    .nullable()
    .default(null),
  /** More tag keys that keep everybody's hands off, whatever their value. */
  guard_tags: z.array(z.string().min(1).max(128)).default([]),
  /** Templates that are never carried out here. */
  denied_templates: z.array(z.string()).default([]),
  /** The least agreement that this tenant asks for, whatever the risk. */
  least_level: PerEnvironmentLevel.default({ prod: 'L0', stage: 'L0', dev: 'L0', test: 'L0', unknown: 'L0' }),
  /** Hours in which a veto window counts down, in the tenant's time zone: [from_hour, to_hour) on the listed days (0 = Monday) that are no holidays. */
  business_hours: BusinessHours.default({ days: [0, 1, 2, 3, 4], from_hour: 9, to_hour: 17, holidays: [] }),
  /** Month in which fiscal years start, 1 = January. A fiscal year is named after the year in which it ends. Null: not set, and fiscal periods are declined. */
  fiscal_year_starts_in_month: z.int().min(1).max(12).nullable().default(null),
  /** From how much a day a rise is critical, high or medium; null: as every tenant starts. It orders what is open and decides no agreement. */
  severity_cuts_per_day: SeverityCuts.nullable().default(null),
  /** Regions in which this tenant means to pay for anything; null means every region. A rise elsewhere is told as one that may be theft. */
  allowed_regions: AllowedRegions.nullable().default(null),
  /** Templates that somebody trusts again after a rollback, and since when. */
  reinstated_templates: z.array(z.strictObject({ template: z.string(), at: Instant, by: z.string() })).default([]),
  /**
   * How far the machine may go by itself. Execution is off in the first two, and the third asks a person for every plan. Where nobody said, nothing is carried
   * out.
   */
  mode: Mode.default('read_only'),
  /** Accounts that may be read, beside those of the environment. */
  accounts: z.array(ConnectedAccount).max(200).default([]),
  connectors: ConnectorSettings.default(ConnectorSettings.parse({})),
  /** Rises that people said to expect, each in its scope, up to its floor and until its day. */
  quiet_rules: z.array(QuietRule).max(200).default([]),
  /** Rises that people said are too small to tell, each in its scope, below its amount and until its day. */
  threshold_rules: z.array(ThresholdRule).max(100).default([]),
})
export type TenantSettings = z.infer<typeof TenantSettings>

export const Tenant = z.strictObject({
  tenant_id: TenantId,
  name: z.string().min(1).max(120),
  currency: Currency,
  time_zone: z.string(),
  /** A demonstration tenant has local people, a simulated account and a clock that can be advanced. */
  is_demonstration: z.boolean(),
  /** Added to the system clock to give the tenant's clock. */
  clock_offset_ms: z.int(),
  settings: TenantSettings,
})
export type Tenant = z.infer<typeof Tenant>

/** Somebody who may sign in. */
export const TenantPerson = z.strictObject({
  person_id: z.string().min(1).max(80),
  tenant_id: TenantId,
  name: z.string().min(1).max(120),
  email: z.email(),
  roles: z.array(Role),
  /** "Approver, platform" */
  title: z.string(),
})
export type TenantPerson = z.infer<typeof TenantPerson>

/** A browser in which somebody is signed in. */
export const OpenSession = z.strictObject({
  session_id: z.string(),
  person_id: z.string(),
  method: AuthMethod,
  opened_at: Instant,
  expires_at: Instant,
})
export type OpenSession = z.infer<typeof OpenSession>

/** A token without its value, which only its holder has. */
export const AccessToken = z.strictObject({
  token_id: z.string(),
  tenant_id: TenantId,
  /** `service`: an account that is no person; `person_id` then answers for it. */
  kind: z.enum(['personal', 'service']),
  person_id: z.string(),
  name: z.string().min(1).max(80),
  scopes: z.array(TokenScope).min(1),
  created_at: Instant,
  expires_at: Instant,
  revoked_at: Instant.nullable(),
  last_used_at: Instant.nullable(),
})
export type AccessToken = z.infer<typeof AccessToken>

/** A passkey as its owner sees it. */
export const Passkey = z.strictObject({
  credential_id: z.string(),
  name: z.string().min(1).max(80),
  transports: z.array(z.string()),
  created_at: Instant,
  last_used_at: Instant.nullable(),
})
export type Passkey = z.infer<typeof Passkey>
