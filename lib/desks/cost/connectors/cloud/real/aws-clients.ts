import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { EC2Client } from '@aws-sdk/client-ec2'
import { SchedulerClient } from '@aws-sdk/client-scheduler'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { Fault } from '@/lib/kernel/errors'
import type { Place } from '../call'
import type { AwsAccount, AwsCredentials, AwsSession } from './aws-account'
import { toFault } from './aws-classify'
import type { Cluster } from './cluster-api'
import { assumedRole, narrowedOwn } from './narrow-credentials'
import { type Guarded, refuseChanges, type SessionReach } from './refuse-changes'
import { refuseRepeatedPage } from './refuse-repeated-page'

export type AwsConnection = {
  accounts: Readonly<Record<string, AwsAccount>>
  /** Null uses the SDK's own chain: environment, profile, web identity, instance role. */
  credentials: AwsCredentials | null
  /** Where the chain begins instead: a profile of the AWS configuration. */
  profile?: string
  /** Another address for every service; null is AWS itself. */
  endpoint: string | null
  /** How long a call may take, in milliseconds. */
  timeout_ms: number
  /** Kubernetes clusters by name; absent means that workloads cannot be reached. */
  clusters?: Readonly<Record<string, Cluster>>
  /** Absent: the role or our own credentials as they are. */
  session?: AwsSession
}

/** Changes are sent once: a client that repeats them would hide an unknown outcome. Reads may be repeated. */
export type AwsClients = {
  reading: EC2Client
  writing: EC2Client
  schedules: SchedulerClient
  scheduling: SchedulerClient
  metrics: CloudWatchClient
  /** Whether AWS itself holds the credentials to the session. */
  is_narrowed: boolean
  /** A client of any service in this account and region, made when it is first needed. */
  read<T>(Service: new (config: ClientConfig) => T): T
  write<T>(Service: new (config: ClientConfig) => T): T
}
type ClientConfig = { region: string; maxAttempts: number }

const READ_ATTEMPTS = 3
const CONNECT_TIMEOUT_MS = 3_000

/** Clients per account and region, made once. The credentials are proved to belong to the account before anything is asked with them. */
export function awsClients(connection: AwsConnection): (place: Place) => Promise<AwsClients> {
  const made = new Map<string, Promise<AwsClients>>()
  return async (place) => {
    const key = `${place.account_id}/${place.region_id}`
    const known = made.get(key)
    if (known !== undefined) return known
    const making = make(connection, place)
    made.set(key, making)
    // A failed start is not remembered: the next call tries again.
    making.catch(() => made.delete(key))
    return making
  }
}

export function accountOf(connection: AwsConnection, account_id: string): AwsAccount {
  const account = connection.accounts[account_id]
  if (account === undefined) throw new Fault('provider_down', `account ${account_id} is not connected: add the role that may act in it`, { account_id })
  return account
}

async function make(connection: AwsConnection, place: Place): Promise<AwsClients> {
  const account = accountOf(connection, place.account_id)
  const shared = {
    region: place.region_id,
    ...(connection.endpoint === null ? {} : { endpoint: connection.endpoint }),
    // Without the last the client only writes a warning and goes on waiting.
    requestHandler: { requestTimeout: connection.timeout_ms, connectionTimeout: CONNECT_TIMEOUT_MS, throwOnRequestTimeout: true },
  }
  const { session } = connection
  const own =
    connection.credentials !== null ? { credentials: connection.credentials } : connection.profile === undefined ? {} : { profile: connection.profile }
  const sts = new STSClient({ ...shared, ...own })
  const { acting, is_narrowed } = await credentialsFor(account, place, sts, session)
  const found = acting === null ? own : { credentials: acting }
  if (account.role_arn !== null) await proveAccount(new STSClient({ ...shared, ...found }), place)
  const guard = { may: session?.may ?? 'act', looks_only: account.looks_only === true }
  const [reader, writer] = [makeOnce({ ...shared, ...found, maxAttempts: READ_ATTEMPTS }, guard), makeOnce({ ...shared, ...found, maxAttempts: 1 }, guard)]
  return {
    reading: reader(EC2Client),
    writing: writer(EC2Client),
    schedules: reader(SchedulerClient),
    scheduling: writer(SchedulerClient),
    metrics: reader(CloudWatchClient),
    is_narrowed,
    read: reader,
    write: writer,
  }
}

/** Null: our own credentials as they are. Those of an account without a role are proved before they are narrowed. */
async function credentialsFor(account: AwsAccount, place: Place, sts: STSClient, session: AwsSession | undefined) {
  if (account.role_arn !== null) return { acting: assumedRole(sts, account, place, session), is_narrowed: session !== undefined }
  const identity_arn = await proveAccount(sts, place)
  const acting = session === undefined ? null : await narrowedOwn(sts, identity_arn, account, place, session)
  return { acting, is_narrowed: acting !== null }
}

/** One client per service. Another endpoint than AWS's own has no host names per bucket. */
function makeOnce(config: ClientConfig, { may, looks_only }: { may: SessionReach; looks_only: boolean }): <T>(Service: new (config: ClientConfig) => T) => T {
  const made = new Map<unknown, unknown>()
  return <T>(Service: new (config: ClientConfig) => T): T => {
    const known = made.get(Service) as T | undefined // safe: kept under the class that made it
    if (known !== undefined) return known
    const fresh = new Service({ ...config, ...('endpoint' in config ? { forcePathStyle: true } : {}) })
    refuseChanges(fresh as Guarded, may, looks_only) // safe: every client of the SDK has a middleware stack
    refuseRepeatedPage(fresh as Guarded) // safe: as above
    made.set(Service, fresh)
    return fresh
  }
}

/** Acting in the wrong account would be worse than not acting. */
async function proveAccount(sts: STSClient, place: Place): Promise<string> {
  const identity = await sts.send(new GetCallerIdentityCommand({})).catch((error: unknown) => {
    throw toFault(error, 'sts:GetCallerIdentity')
  })
  if (identity.Account !== place.account_id)
    throw new Fault('forbidden', `the credentials belong to account ${identity.Account ?? 'unknown'}, not to ${place.account_id}: correct the role`, {
      account_id: place.account_id,
    })
  return identity.Arn ?? ''
}
