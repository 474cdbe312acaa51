import { z } from 'zod'
import { AccountTest } from '@/schemas/account-tests'
import { Decimal } from '@/schemas/money'
import { Instant } from '@/schemas/time'

const AccountId = z.string().regex(/^\d{12}$/, 'must be twelve digits')
const RegionId = z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'must be a region such as eu-west-1')
const Https = z.url({ protocol: /^https$/, error: 'must be an https address' })

/**
 * Where a tenant's secret is kept, never the secret. The tenant's id is part of the name, so that nobody names somebody else's secret or an
 * arbitrary file or variable of this machine.
 */
export const SecretReference = z
  .string()
  .max(200)
  .regex(
    /^(?:env:COUNTERSIGN_[A-Z0-9_]+|file:\/run\/secrets\/countersign\/[a-z0-9_]+\/[A-Za-z0-9_-]+|aws-sm:countersign\/[a-z0-9_]+\/[A-Za-z0-9_-]+|aws-ssm:\/countersign\/[a-z0-9_]+\/[A-Za-z0-9_-]+)$/,
    'must be env:COUNTERSIGN_<TENANT>_<NAME>, file:/run/secrets/countersign/<tenant>/<name>, aws-sm:countersign/<tenant>/<name> or aws-ssm:/countersign/<tenant>/<name>',
  )

const RoleArn = z.string().regex(/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,200}$/, 'must be the ARN of a role')

/** An account that may be read, and the roles that we take on in it. */
export const ConnectedAccount = z
  .strictObject({
    account_id: AccountId,
    name: z.string().min(1).max(80),
    /** Whoever looks takes it on. Never our own credentials: those belong to whoever runs this, not to a tenant. */
    role_arn: RoleArn,
    /** Only workers of the execution queue take it on; null: the role that looks acts too. */
    act_role_arn: RoleArn.nullable().default(null),
    scheduler_role_arn: RoleArn.nullable(),
    regions: z.array(RegionId).max(30),
    /** Team that answers for it. */
    owner: z.string().max(80).nullable(),
  })
  .refine((a) => a.act_role_arn !== a.role_arn, { path: ['act_role_arn'], error: 'is the role that looks: name another one, or leave it empty' })
  .refine((a) => a.act_role_arn === null || a.act_role_arn.includes(`:iam::${a.account_id}:`), {
    path: ['act_role_arn'],
    error: 'is a role of another account',
  })
export type ConnectedAccount = z.infer<typeof ConnectedAccount>

/** Finds unused resources with the aws-doctor program. */
const WasteSettings = z.strictObject({ account_id: AccountId, regions: z.array(RegionId).min(1).max(10) })
/** A cluster's cost by namespace, from OpenCost or Kubecost. */
const AllocationSettings = z.strictObject({
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }),
  /** OpenCost serves /allocation, Kubecost /model/allocation. */
  path: z.enum(['/allocation', '/allocation/compute', '/model/allocation']),
  token: SecretReference.nullable(),
  cluster: z.string().min(1).max(120),
  account_id: AccountId,
  currency: z.string().regex(/^[A-Z]{3}$/),
})
export type AllocationSettings = z.infer<typeof AllocationSettings>
/** A metric that grows with the business, to tell growth from waste. */
const DriverSettings = z.strictObject({
  account_id: AccountId,
  region_id: RegionId,
  name: z.string().min(1).max(80),
  unit: z.string().min(1).max(40),
  namespace: z.string().min(1).max(255),
  metric: z.string().min(1).max(255),
  stat: z.enum(['Sum', 'Average', 'Maximum', 'SampleCount']),
  dimensions: z.record(z.string().min(1).max(255), z.string().min(1).max(1024)),
})
export type DriverSettings = z.infer<typeof DriverSettings>
/** The provider's own cost service. A page costs 0.01 USD, so a day has a budget. */
const CostExplorerSettings = z.strictObject({ account_id: AccountId, usd_per_day: Decimal })
const JiraSettings = z.strictObject({
  kind: z.literal('jira'),
  url: Https,
  email: z.email(),
  token: SecretReference,
  project: z.string().regex(/^[A-Z][A-Z0-9_]{1,19}$/, 'must be a project key such as OPS'),
  issue_type: z.string().min(1).max(60),
  /** Name of the transition that settles an issue. */
  done: z.string().min(1).max(60),
})
export type JiraSettings = z.infer<typeof JiraSettings>
const LinearSettings = z.strictObject({ kind: z.literal('linear'), token: SecretReference, team_id: z.uuid(), done_state_id: z.uuid() })
export type LinearSettings = z.infer<typeof LinearSettings>

/** A service that tells us about deploys. What it says counts for one account of the bill. */
export const HookSettings = z.strictObject({
  hook_id: z.string().regex(/^[a-z0-9-]{3,40}$/, 'is 3 to 40 lower-case letters, digits and hyphens'),
  kind: z.enum(['github', 'argocd', 'generic']),
  secret: SecretReference,
  account_id: AccountId,
  /** Name of what is deployed, when the message does not say. */
  service_name: z.string().min(1).max(120),
})
export type HookSettings = z.infer<typeof HookSettings>

/** A Kubernetes cluster whose requests may be read, and changed where it is said how, with what its API takes as proof. */
const ClusterSettings = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'is letters, digits, dots, hyphens and underscores'),
  url: Https,
  /** A service account's token that may get deployments and statefulsets and list autoscalers, pods, services and target group bindings. */
  token: SecretReference,
  /** Another one's that may patch deployments and statefulsets; null: changes are proposed in tickets. */
  write_token: SecretReference.nullable().default(null),
  /** Certificate of the cluster's own authority as PEM; null where a public one signed it. */
  ca_pem: z.string().startsWith('-----BEGIN CERTIFICATE-----').max(20_000).nullable().default(null),
})
export type ClusterSettings = z.infer<typeof ClusterSettings>
/** Budgets that the provider keeps for an account. */
const BudgetSettings = z.strictObject({ account_id: AccountId })
/** Tags of whatever the provider can tag, by account and region. */
const TagSettings = z.strictObject({ account_id: AccountId, regions: z.array(RegionId).min(1).max(30) })

/** Where the owner of something is told about it. Its address is a secret, because whoever knows it may write there. */
export const MessageChannel = z
  .strictObject({
    kind: z.enum(['slack', 'webhook']),
    /** Team that reads it; null: everybody who has no channel of their own. */
    owner: z.string().min(1).max(80).nullable(),
    url: SecretReference,
    /** Signs what is sent to a webhook. */
    secret: SecretReference.nullable().default(null),
  })
  .refine((c) => c.kind === 'slack' || c.secret !== null, { path: ['secret'], error: 'is needed: messages to a webhook are signed' })
export type MessageChannel = z.infer<typeof MessageChannel>

/** What a tenant has connected. Null or empty is a source that nobody connected: rules that need it say unknown. */
export const ConnectorSettings = z.strictObject({
  waste: WasteSettings.nullable().default(null),
  allocation: AllocationSettings.nullable().default(null),
  driver: DriverSettings.nullable().default(null),
  cost_explorer: CostExplorerSettings.nullable().default(null),
  tickets: z.discriminatedUnion('kind', [JiraSettings, LinearSettings]).nullable().default(null),
  hooks: z.array(HookSettings).max(20).default([]),
  clusters: z.array(ClusterSettings).max(20).default([]),
  budgets: BudgetSettings.nullable().default(null),
  tags: TagSettings.nullable().default(null),
  messages: z.array(MessageChannel).max(50).default([]),
})
export type ConnectorSettings = z.infer<typeof ConnectorSettings>

/** Every connector: the cloud account itself, and each that a tenant may set. */
export const CONNECTOR_NAMES = ['cloud', ...ConnectorSettings.keyof().options] as const
export type ConnectorName = (typeof CONNECTOR_NAMES)[number]

/** What asking a connector once said. */
export const ConnectorTest = z.strictObject({
  connector: z.enum(CONNECTOR_NAMES),
  state: z.enum(['answers', 'failed', 'not_connected']),
  detail: z.string(),
  /** What to do; null when nothing is to be done. */
  remedy: z.string().nullable(),
  took_ms: z.int().nonnegative(),
  /** Of the one that reads accounts: each for itself. Absent on tests from before they were told apart. */
  accounts: z.array(AccountTest).optional(),
})
export type ConnectorTest = z.infer<typeof ConnectorTest>

/** One connector as a page shows it. */
export const ConnectorRow = z.strictObject({
  name: z.enum(CONNECTOR_NAMES),
  label: z.string(),
  does: z.string(),
  state: z.enum(['answers', 'failed', 'not_connected', 'not_asked']),
  detail: z.string(),
  remedy: z.string().nullable(),
  checked_at: Instant.nullable(),
})
export type ConnectorRow = z.infer<typeof ConnectorRow>
