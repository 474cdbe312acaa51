/** A request as IAM sees it. */
export type Asked = { service: string; action: string; method: string; query: URLSearchParams; form: URLSearchParams; path: string }

type Statement = { Effect: string; Action: string[]; Resource: string | string[] }
type Policy = { Statement: Statement[] }

const S3_READS: Record<string, string> = {
  lifecycle: 's3:GetLifecycleConfiguration',
  versioning: 's3:GetBucketVersioning',
  tagging: 's3:GetBucketTagging',
  'object-lock': 's3:GetBucketObjectLockConfiguration',
  replication: 's3:GetReplicationConfiguration',
}
const SCHEDULER: Record<string, string> = { GET: 'GetSchedule', POST: 'CreateSchedule', PUT: 'UpdateSchedule', DELETE: 'DeleteSchedule' }

/** The permission that a request needs: not always the name of the call. */
function permissionOf({ service, action, method, query, path }: Asked): string {
  if (service === 's3') {
    if (path === '/') return 's3:ListAllMyBuckets'
    const [about = ''] = [...query.keys()].filter((key) => S3_READS[key] !== undefined)
    return about === 'lifecycle' && method !== 'GET' ? 's3:PutLifecycleConfiguration' : (S3_READS[about] ?? 's3:unknown')
  }
  if (service === 'scheduler') return `scheduler:${SCHEDULER[method]}`
  if (service === 'rbin') return method === 'POST' ? 'rbin:ListRules' : 'rbin:GetRule'
  if (service === 'budgets') return action === 'UpdateBudget' ? 'budgets:ModifyBudget' : 'budgets:ViewBudget'
  return `${service === 'monitoring' ? 'cloudwatch' : service}:${action}`
}

/** Whether a session policy lets a request through: its action and, unless it may be done anywhere, a name that the request holds. */
export function lets(policy: string, asked: Asked & { text: string }): boolean {
  const permission = permissionOf(asked)
  const said = decodeURIComponent(asked.text.replaceAll('+', ' ')) + asked.path
  return (JSON.parse(policy) as Policy).Statement.some(
    ({ Effect, Action, Resource }) =>
      Effect === 'Allow' &&
      Action.some((a) => a === permission || (a.endsWith('*') && permission.startsWith(a.slice(0, -1)))) &&
      [Resource].flat().some((r) => r === '*' || (isName(r) && (r.endsWith('*') || said.includes(nameIn(r))))),
  )
}

/** IAM knows snapshots and images by names without an account. */
const isName = (arn: string): boolean => !/:\d{12}:(?:snapshot|image)\//.test(arn)
/** What a call says of a resource: the last part of its name, of a log group all of it. */
const nameIn = (arn: string): string => /:log-group:(.+)$/.exec(arn)?.[1] ?? arn.split(/[/:]/).at(-1) ?? ''
