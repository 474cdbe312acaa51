import { join, resolve } from 'node:path'
import { z } from 'zod'
import { Role } from '@/schemas/actor'
import { TenantId } from '@/schemas/ids'

const AwsAccounts = z.record(
  z.string().regex(/^\d{12}$/),
  z.strictObject({
    role_arn: z.string().nullable().default(null),
    external_id: z.string().nullable().default(null),
    scheduler_role_arn: z.string().nullable().default(null),
  }),
)

const Athena = z.strictObject({
  region_id: z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/),
  work_group: z.string().min(1).max(128),
  database: z.string().min(1).max(60),
  bucket: z.string().min(3).max(63),
  prefix: z.string().max(200).default(''),
  /** Most that one query may scan, in GB. */
  most_gb: z.number().positive().max(10_000).default(100),
})

const OidcRoles = z.record(z.string(), z.array(Role))

// Every setting has a working default: nothing is required. `.describe` is what the error prints as the remedy.
const Environment = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('postgres://user:password@host:5432/countersign'),
  COUNTERSIGN_HOME: z.string().min(1).optional().describe('a folder for data, such as /var/lib/countersign'),
  COUNTERSIGN_PORT: z.coerce.number().int().min(1).max(65535).default(3100).describe('a free port, such as 3100'),
  COUNTERSIGN_HOST: z.string().default('127.0.0.1').describe('the interface to listen on, such as 127.0.0.1'),
  COUNTERSIGN_PG_PORT: z.coerce.number().int().min(1).max(65535).optional().describe('a free port for the embedded Postgres'),
  COUNTERSIGN_LOG: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('one of debug, info, warn, error'),
  COUNTERSIGN_AWS_ACCOUNTS: z
    .string()
    .optional()
    .transform((text, context) => {
      try {
        return AwsAccounts.parse(JSON.parse(text ?? '{}'))
      } catch {
        context.addIssue({ code: 'custom', message: 'is not usable' })
        return z.NEVER
      }
    })
    .describe('{"111122223333":{"role_arn":"arn:aws:iam::111122223333:role/countersign","external_id":"…","scheduler_role_arn":null}}'),
  COUNTERSIGN_ATHENA: z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined) return null
      try {
        return Athena.parse(JSON.parse(text))
      } catch {
        context.addIssue({ code: 'custom', message: 'is not usable' })
        return z.NEVER
      }
    })
    .describe('{"region_id":"eu-west-1","work_group":"countersign","database":"bills","bucket":"example-bills","prefix":"warehouse/","most_gb":100}'),
  COUNTERSIGN_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('the address people open, such as https://countersign.example.com'),
  COUNTERSIGN_OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('https://login.example.com/realms/main'),
  COUNTERSIGN_OIDC_CLIENT_ID: z.string().min(1).optional().describe('the client id that the identity provider gave to Countersign'),
  COUNTERSIGN_OIDC_CLIENT_SECRET: z
    .string()
    .regex(/^(?:env|file|aws-sm|aws-ssm):./)
    .optional()
    .describe('where the secret is kept, such as file:/run/secrets/oidc; never the secret itself'),
  COUNTERSIGN_OIDC_TENANT: TenantId.default('tn_home').describe('the tenant whose people the provider knows, such as tn_home'),
  COUNTERSIGN_OIDC_ROLES_CLAIM: z.string().min(1).default('groups').describe('the claim that names groups, such as groups'),
  COUNTERSIGN_OIDC_ROLES: z
    .string()
    .optional()
    .transform((text, context) => {
      try {
        return OidcRoles.parse(JSON.parse(text ?? '{}'))
      } catch {
        context.addIssue({ code: 'custom', message: 'is not usable' })
        return z.NEVER
      }
    })
    .describe('{"cloud-approvers":["approver","platform"],"cloud-readers":["viewer"]}'),
  COUNTERSIGN_MODEL_PROVIDER: z.enum(['anthropic', 'openai-compatible']).optional().describe('one of anthropic, openai-compatible'),
  COUNTERSIGN_MODEL: z.string().min(1).optional().describe('the name of a model that the provider serves'),
  COUNTERSIGN_MODEL_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('the base address of the provider, such as http://127.0.0.1:11434/v1'),
  COUNTERSIGN_MODEL_KEY: z
    .string()
    .regex(/^(?:env|file|aws-sm|aws-ssm):./)
    .optional()
    .describe('where the key is kept, such as file:/run/secrets/model; never the key itself'),
  COUNTERSIGN_AWS_DOCTOR: z.string().startsWith('/').optional().describe('the path of the aws-doctor program, such as /usr/local/bin/aws-doctor'),
  COUNTERSIGN_AUDIT_GIT: z.string().startsWith('/').optional().describe('the path of a Git work tree that keeps copies of the anchors, such as /srv/anchors'),
  COUNTERSIGN_AUDIT_S3: z
    .string()
    .regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/[A-Za-z0-9!_.*'()/-]*)?$/)
    .optional()
    .describe('the bucket and prefix that keep copies of the anchors, such as s3://audit-anchors/countersign'),
  COUNTERSIGN_OPA_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('the document that decides on your Open Policy Agent, such as http://opa:8181/v1/data/countersign/execute'),
  COUNTERSIGN_OPA_REVISION: z.string().min(1).default('unnamed').describe('what you call the policies that run there, such as 2026-11-19'),
  COUNTERSIGN_OPA_TIMEOUT_MS: z.coerce.number().int().min(50).max(30_000).default(2_000).describe('milliseconds, such as 2000'),
  COUNTERSIGN_OPA_TOKEN: z
    .string()
    .regex(/^(?:env|file|aws-sm|aws-ssm):./)
    .optional()
    .describe('where the token is kept, such as file:/run/secrets/opa; never the token itself'),
  COUNTERSIGN_INTERNAL_HOSTS: z
    .string()
    .regex(/^[A-Za-z0-9.:[\],_-]*$/)
    .default('')
    .describe('hosts of your own network that tenants may name in their settings, such as opencost.opencost.svc:9003,jira.corp.example'),
  COUNTERSIGN_AWS_ENDPOINT: z.url().optional().describe('http://127.0.0.1:4566 for a local stand-in'),
})

/** An OpenID Provider that people sign in with. Once it is set, nobody signs in by choosing a name. */
export type OidcConfig = {
  issuer: string
  client_id: string
  /** Where the secret is kept; null for a public client. */
  client_secret_ref: string | null
  tenant_id: string
  roles_claim: string
  /** Value of the claim to the roles that it gives here. */
  roles: Readonly<Record<string, readonly Role[]>>
}

/** A language model that may put facts into words and read unclear questions. It decides nothing. */
export type ModelConfig = {
  provider: 'anthropic' | 'openai-compatible'
  model: string
  /** Null: the provider's own address. */
  url: string | null
  /** Where the key is kept; null for an endpoint that asks for none. */
  key_ref: string | null
}

export type Config = {
  /** Undefined means that the launcher has not started a database yet. */
  database_url: string | undefined
  home: string
  warehouse_dir: string
  inbox_dir: string
  port: number
  host: string
  pg_port: number | undefined
  log: 'debug' | 'info' | 'warn' | 'error'
  /** The address that people open, without a path. */
  url: string
  oidc: OidcConfig | null
  /** Null: no model, and nothing is sent to anybody. */
  model: ModelConfig | null
  /** Accounts that may be read and changed, and the role that each is reached through. Empty: no real cloud is connected. */
  aws_accounts: z.infer<typeof AwsAccounts>
  aws_endpoint: string | null
  /** Where the questions of cases are put to the bill in S3 instead of the files here; null: the files here. */
  athena: z.infer<typeof Athena> | null
  /** A Git work tree that keeps copies of the audit anchors. */
  audit_git: string | null
  /** A bucket that keeps copies of the audit anchors. */
  audit_s3: { bucket: string; prefix: string } | null
  /** An Open Policy Agent that every plan is asked of too; it may only tighten. Null: ours decides alone. */
  opa: { url: string; revision: string; timeout_ms: number; token_ref: string | null } | null
  /** Hosts, with or without a port, that tenants may name although their addresses are internal. */
  internal_hosts: readonly string[]
  /** Path of the program that looks for waste; null: nobody installed it. */
  aws_doctor: string | null
}

/** Reads the environment once, at the door. Throws an error that names the variable, its value and an example. */
export function readConfig(env: Record<string, string | undefined>, cwd: string): Config {
  const parsed = Environment.safeParse(env)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]) as keyof typeof Environment.shape
      return `${name}=${JSON.stringify(env[name])} is not usable; set it to ${Environment.shape[name]?.description ?? 'a valid value'} or unset it`
    })
    throw new Error(lines.join('\n'))
  }
  // The project's own folder, so that the command line finds the same data from anywhere.
  const home = parsed.data.COUNTERSIGN_HOME === undefined ? resolve(env['COUNTERSIGN_ROOT'] ?? cwd, 'data') : resolve(cwd, parsed.data.COUNTERSIGN_HOME)
  return {
    database_url: parsed.data.DATABASE_URL,
    home,
    warehouse_dir: join(home, 'warehouse'),
    inbox_dir: join(home, 'inbox'),
    port: parsed.data.COUNTERSIGN_PORT,
    host: parsed.data.COUNTERSIGN_HOST,
    pg_port: parsed.data.COUNTERSIGN_PG_PORT,
    log: parsed.data.COUNTERSIGN_LOG,
    url: new URL(parsed.data.COUNTERSIGN_URL ?? `http://localhost:${parsed.data.COUNTERSIGN_PORT}`).origin,
    oidc: oidcOf(parsed.data),
    model: modelOf(parsed.data),
    aws_accounts: parsed.data.COUNTERSIGN_AWS_ACCOUNTS,
    aws_endpoint: parsed.data.COUNTERSIGN_AWS_ENDPOINT ?? null,
    athena: parsed.data.COUNTERSIGN_ATHENA,
    audit_git: parsed.data.COUNTERSIGN_AUDIT_GIT ?? null,
    audit_s3: placeOf(parsed.data.COUNTERSIGN_AUDIT_S3),
    opa:
      parsed.data.COUNTERSIGN_OPA_URL === undefined
        ? null
        : {
            url: parsed.data.COUNTERSIGN_OPA_URL,
            revision: parsed.data.COUNTERSIGN_OPA_REVISION,
            timeout_ms: parsed.data.COUNTERSIGN_OPA_TIMEOUT_MS,
            token_ref: parsed.data.COUNTERSIGN_OPA_TOKEN ?? null,
          },
    internal_hosts: parsed.data.COUNTERSIGN_INTERNAL_HOSTS.toLowerCase().split(',').filter(Boolean),
    aws_doctor: parsed.data.COUNTERSIGN_AWS_DOCTOR ?? null,
  }
}

function placeOf(url: string | undefined): Config['audit_s3'] {
  const [bucket = '', ...prefix] = (url ?? '').replace('s3://', '').split('/')
  return bucket === '' ? null : { bucket, prefix: prefix.filter((part) => part !== '').join('/') }
}

function oidcOf(data: z.output<typeof Environment>): OidcConfig | null {
  const { COUNTERSIGN_OIDC_ISSUER: issuer, COUNTERSIGN_OIDC_CLIENT_ID: client_id } = data
  if (issuer === undefined && client_id === undefined) return null
  // Half a configuration would leave the local sign-in open where somebody meant to close it.
  if (issuer === undefined || client_id === undefined)
    throw new Error('COUNTERSIGN_OIDC_ISSUER and COUNTERSIGN_OIDC_CLIENT_ID belong together: set both, or neither')
  return {
    issuer,
    client_id,
    client_secret_ref: data.COUNTERSIGN_OIDC_CLIENT_SECRET ?? null,
    tenant_id: data.COUNTERSIGN_OIDC_TENANT,
    roles_claim: data.COUNTERSIGN_OIDC_ROLES_CLAIM,
    roles: data.COUNTERSIGN_OIDC_ROLES,
  }
}

function modelOf(data: z.output<typeof Environment>): ModelConfig | null {
  const { COUNTERSIGN_MODEL_PROVIDER: provider, COUNTERSIGN_MODEL: model, COUNTERSIGN_MODEL_URL: url, COUNTERSIGN_MODEL_KEY: key_ref } = data
  if (provider === undefined && model === undefined) return null
  if (provider === undefined || model === undefined) throw new Error('COUNTERSIGN_MODEL_PROVIDER and COUNTERSIGN_MODEL belong together: set both, or neither')
  if (provider === 'openai-compatible' && url === undefined)
    throw new Error('COUNTERSIGN_MODEL_URL is not set: an openai-compatible model needs the address of its server, such as http://127.0.0.1:11434/v1')
  if (provider === 'anthropic' && key_ref === undefined)
    throw new Error('COUNTERSIGN_MODEL_KEY is not set: name where the key is kept, such as env:ANTHROPIC_API_KEY')
  return { provider, model, url: url ?? null, key_ref: key_ref ?? null }
}

let current: Config | undefined

/** This process's configuration. */
export function config(): Config {
  current ??= readConfig(process.env, process.cwd())
  return current
}

/** Sets what only the running process can know, such as the address of a database it has just started. */
export function configure(known: Partial<Config>): void {
  current = { ...config(), ...known }
}
