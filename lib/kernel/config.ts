import { join, resolve } from 'node:path'
import type { z } from 'zod'
import type { Role } from '@/schemas/actor'
import { type Athena, type AwsAccounts, Environment } from './environment'

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
  /** Accounts that may be read and changed, and the roles that each is reached through. Empty: no real cloud is connected. */
  aws_accounts: z.infer<typeof AwsAccounts>
  aws_endpoint: string | null
  /** Profile whose credentials take on what acts; null: the credentials that look do that too. */
  aws_act_profile: string | null
  /** Whether this process carries plans out. No variable sets it: only a worker of the execution queue says so of itself. */
  may_act: boolean
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
  const given = parsed.data
  // The project's own folder, so that the command line finds the same data from anywhere.
  const home = given.COUNTERSIGN_HOME === undefined ? resolve(env['COUNTERSIGN_ROOT'] ?? cwd, 'data') : resolve(cwd, given.COUNTERSIGN_HOME)
  return {
    database_url: given.DATABASE_URL,
    home,
    warehouse_dir: join(home, 'warehouse'),
    inbox_dir: join(home, 'inbox'),
    port: given.COUNTERSIGN_PORT,
    host: given.COUNTERSIGN_HOST,
    pg_port: given.COUNTERSIGN_PG_PORT,
    log: given.COUNTERSIGN_LOG,
    url: new URL(given.COUNTERSIGN_URL ?? `http://localhost:${given.COUNTERSIGN_PORT}`).origin,
    oidc: oidcOf(given),
    model: modelOf(given),
    aws_accounts: given.COUNTERSIGN_AWS_ACCOUNTS,
    aws_endpoint: given.COUNTERSIGN_AWS_ENDPOINT ?? null,
    aws_act_profile: given.COUNTERSIGN_AWS_ACT_PROFILE ?? null,
    may_act: false,
    athena: given.COUNTERSIGN_ATHENA,
    audit_git: given.COUNTERSIGN_AUDIT_GIT ?? null,
    audit_s3: placeOf(given.COUNTERSIGN_AUDIT_S3),
    opa: opaOf(given),
    internal_hosts: given.COUNTERSIGN_INTERNAL_HOSTS.toLowerCase().split(',').filter(Boolean),
    aws_doctor: given.COUNTERSIGN_AWS_DOCTOR ?? null,
  }
}

function opaOf(given: z.output<typeof Environment>): Config['opa'] {
  const {
    COUNTERSIGN_OPA_URL: url,
    COUNTERSIGN_OPA_REVISION: revision,
    COUNTERSIGN_OPA_TIMEOUT_MS: timeout_ms,
    COUNTERSIGN_OPA_TOKEN: token_ref = null,
  } = given
  return url === undefined ? null : { url, revision, timeout_ms, token_ref }
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
