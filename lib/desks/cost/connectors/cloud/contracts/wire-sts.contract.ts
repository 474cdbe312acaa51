import { WireError } from './wire-call.contract'

/** What STS was asked for and gave. */
export type Sessions = {
  asked: Record<string, string>[]
  /** Policy of each session by its token. */
  policies: Map<string, string>
  /** Who calls without a role: an IAM user, a role that trusts itself, or somebody who may do neither (null). */
  identity: 'user' | 'self_trusting_role' | null
}

export function stsAnswer(action: string, form: URLSearchParams, account_id: string, sts: Sessions): string {
  const own_role = `arn:aws:iam::${account_id}:role/runner`
  if (action === 'GetCallerIdentity') {
    const arn = sts.identity === 'user' ? `arn:aws:iam::${account_id}:user/runner` : `arn:aws:sts::${account_id}:assumed-role/runner/session`
    return `<GetCallerIdentityResult><Arn>${arn}</Arn><UserId>x</UserId><Account>${account_id}</Account></GetCallerIdentityResult>`
  }
  sts.asked.push(Object.fromEntries(form))
  const is_federation = action === 'GetFederationToken'
  const role = form.get('RoleArn') ?? ''
  if ((is_federation && sts.identity !== 'user') || (role === own_role && sts.identity !== 'self_trusting_role'))
    throw new WireError(403, 'AccessDenied', `not authorized to perform sts:${action}`)
  // A role whose trust policy is older than the tags.
  if (role.endsWith('/untagged') && form.has('Tags.member.1.Key')) throw new WireError(403, 'AccessDenied', 'not authorized to perform sts:TagSession')
  const token = `token-${sts.asked.length}`
  const policy = form.get('Policy')
  if (policy !== null) sts.policies.set(token, policy)
  const of = is_federation ? account_id : (/iam::(\d{12}):/.exec(role)?.[1] ?? '')
  return `<${action}Result><Credentials><AccessKeyId>KEY${of}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>${token}</SessionToken><Expiration>2126-11-19T10:00:00Z</Expiration></Credentials></${action}Result>`
}
