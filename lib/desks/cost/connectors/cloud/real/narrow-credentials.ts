import { AssumeRoleCommand, type Credentials, GetFederationTokenCommand, type STSClient } from '@aws-sdk/client-sts'
import { Fault } from '@/lib/kernel/errors'
import type { Place } from '../call'
import type { AwsAccount, AwsCredentials, AwsSession } from './aws-account'
import { toFault } from './aws-classify'

// The shortest session that STS gives.
const SESSION_SEC = 900
// The SDK asks again five minutes before the end.
const RENEWED_BEFORE_MS = 360_000
const NOT_LET = ['AccessDenied', 'AccessDeniedException']

type Provider = () => Promise<AwsCredentials>

/** Credentials of the account's role, no wider than the session. */
export const assumedRole = (sts: STSClient, account: AwsAccount, place: Place, session?: AwsSession): Provider =>
  kept(() => assume(sts, account.role_arn ?? '', account, place, session))

/**
 * Our own credentials narrowed to a session: by a federation token for an IAM user, by taking on its own role once more for a role. Null where AWS lets us do
 * neither, so that whoever uses them has to say that they are not narrowed.
 */
export async function narrowedOwn(sts: STSClient, identity_arn: string, account: AwsAccount, place: Place, session: AwsSession): Promise<Provider | null> {
  const [, partition = '', name = ''] = /^arn:([^:]+):sts::\d{12}:assumed-role\/([^/]+)\//.exec(identity_arn) ?? []
  const ask = /:user\//.test(identity_arn)
    ? () => federate(sts, account, place, session)
    : name === ''
      ? null
      : () => assume(sts, `arn:${partition}:iam::${place.account_id}:role/${name}`, { ...account, external_id: null }, place, session)
  if (ask === null) return null
  try {
    const first = await ask()
    return kept(ask, first)
  } catch (error) {
    if (error instanceof Fault && NOT_LET.includes(String(error.detail['code']))) return null
    throw error
  }
}

/** Tagged with the case and the plan where the role lets us; a role whose trust knows no `sts:TagSession` is taken on without. */
async function assume(sts: STSClient, RoleArn: string, account: AwsAccount, place: Place, session?: AwsSession): Promise<AwsCredentials> {
  const tags = Object.entries(session?.tags ?? {}).map(([Key, Value]) => ({ Key, Value }))
  const ask = (Tags: typeof tags) =>
    asked('sts:AssumeRole', () =>
      sts.send(
        new AssumeRoleCommand({
          RoleArn,
          RoleSessionName: session?.name ?? `countersign-${place.account_id}`,
          DurationSeconds: SESSION_SEC,
          ...(Tags.length === 0 ? {} : { Tags }),
          ...(session === undefined ? {} : { Policy: policyFor(session, account, place) }),
          ...(account.external_id === null ? {} : { ExternalId: account.external_id }),
        }),
      ),
    )
  const answer = await ask(tags).catch((error: unknown) => {
    if (tags.length > 0 && error instanceof Fault && NOT_LET.includes(String(error.detail['code']))) return ask([])
    throw error
  })
  return credentialsOf(answer.Credentials, place)
}

async function federate(sts: STSClient, account: AwsAccount, place: Place, session: AwsSession): Promise<AwsCredentials> {
  const Policy = policyFor(session, account, place)
  const answer = await asked('sts:GetFederationToken', () =>
    sts.send(new GetFederationTokenCommand({ Name: session.name, DurationSeconds: SESSION_SEC, Policy })),
  )
  return credentialsOf(answer.Credentials, place)
}

const policyFor = (session: AwsSession, account: AwsAccount, { account_id }: Place): string =>
  session.policyOf(account_id, account.scheduler_role_arn, account.looks_only === true)

async function asked<T>(api: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    throw toFault(error, api)
  }
}

function credentialsOf(c: Credentials | undefined, { account_id }: Place): AwsCredentials {
  if (c?.AccessKeyId === undefined || c.SecretAccessKey === undefined || c.SessionToken === undefined)
    throw new Fault('provider_down', `AWS gave no credentials for account ${account_id}: try again in a minute`, { account_id })
  return {
    accessKeyId: c.AccessKeyId,
    secretAccessKey: c.SecretAccessKey,
    sessionToken: c.SessionToken,
    ...(c.Expiration === undefined ? {} : { expiration: c.Expiration }),
  }
}

/** Asks once for all clients of an account, and again before what was given ends. */
function kept(ask: Provider, first?: AwsCredentials): Provider {
  let known: Promise<AwsCredentials> | undefined = first === undefined ? undefined : Promise.resolve(first)
  return async () => {
    const held = await known?.catch(() => undefined)
    if (held !== undefined && (held.expiration === undefined || held.expiration.getTime() - Date.now() > RENEWED_BEFORE_MS)) return held
    known = ask()
    return known
  }
}
