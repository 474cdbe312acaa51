/** A request as IAM sees it. */
export type Asked = {
  service: string
  action: string
  method: string
  query: URLSearchParams
  form: URLSearchParams
  path: string
  place: { region_id: string }
}

type Statement = { Effect: string; Action: string[]; Resource: string | string[]; Condition?: Record<string, Record<string, string | string[]>> }
type Policy = { Statement: Statement[] }

const S3_READS: Record<string, string> = {
  lifecycle: 's3:GetLifecycleConfiguration',
  metrics: 's3:GetMetricsConfiguration',
  versioning: 's3:GetBucketVersioning',
  tagging: 's3:GetBucketTagging',
  'object-lock': 's3:GetBucketObjectLockConfiguration',
  replication: 's3:GetReplicationConfiguration',
}
// Services that are signed for under another name than their permissions have.
const SERVICES: Record<string, string> = { monitoring: 'cloudwatch', tagging: 'tag' }
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
  if (service === 'budgets') return /^(?:Update|Create|Delete)/.test(action) ? 'budgets:ModifyBudget' : 'budgets:ViewBudget'
  return `${SERVICES[service] ?? service}:${action}`
}

/** What the service that is called asks for besides, in the name of whoever called. */
function alsoNeeded({ action, form }: Asked, text: string): string[] {
  if (action === 'StopDBInstance' && form.get('DBSnapshotIdentifier') !== null) return ['rds:CreateDBSnapshot']
  if (action !== 'TagResources' && action !== 'UntagResources') return []
  const is_put = action === 'TagResources'
  if (text.includes('arn:aws:rds:')) return [is_put ? 'rds:AddTagsToResource' : 'rds:RemoveTagsFromResource']
  return text.includes('arn:aws:s3:') ? ['s3:PutBucketTagging'] : []
}

/** What IAM knows of a right of keys that is used: by whom, for what, and what the grant would allow. */
type Circumstances = Record<string, string | string[]>

/** A start makes a grant of the key of each encrypted disk, in the name of whoever starts; here every disk counts as one. */
const grantOfAStart = ({ action, form, place }: Asked): Circumstances | null =>
  action === 'StartInstances' && form.get('DryRun') !== 'true'
    ? { 'kms:ViaService': `ec2.${place.region_id}.amazonaws.com`, 'kms:GrantIsForAWSResource': 'true', 'kms:GrantOperations': ['Decrypt', 'CreateGrant'] }
    : null

const asksForGrant = ({ action }: Asked, text: string): Circumstances =>
  action === 'CreateGrant' ? { 'kms:GrantIsForAWSResource': 'false', 'kms:GrantOperations': JSON.parse(text).Operations } : {}

const holds = (condition: Statement['Condition'], of: Circumstances): boolean =>
  Object.entries(condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const known = [of[key] ?? []].flat()
      if (operator.startsWith('ForAllValues:')) return known.every((value) => [wanted].flat().includes(value))
      const is = operator === 'StringLike' ? isLike : (value: string, one: string) => value === one
      return known.some((value) => [wanted].flat().some((one) => is(value, one)))
    }),
  )

/** A pattern of IAM with one star at most, which stands for anything. */
const isLike = (value: string, pattern: string): boolean => {
  const [start = '', end] = pattern.split('*')
  return end === undefined ? value === start : value.startsWith(start) && value.endsWith(end)
}

/** Whether a policy lets a request through: its action and, unless it may be done anywhere, a name that the request holds. */
export function lets(policy: string, asked: Asked & { text: string }): boolean {
  const said = decodeURIComponent(asked.text.replaceAll('+', ' ')) + asked.path
  const { Statement } = JSON.parse(policy) as Policy
  const grant = grantOfAStart(asked)
  if (grant !== null && !Statement.some((s) => s.Action.includes('kms:CreateGrant') && holds(s.Condition, grant))) return false
  const of = asksForGrant(asked, asked.text)
  return [permissionOf(asked), ...alsoNeeded(asked, said)].every((permission) =>
    Statement.some(
      ({ Effect, Action, Resource, Condition }) =>
        Effect === 'Allow' &&
        holds(Condition, of) &&
        Action.some((a) => a === permission || (a.endsWith('*') && permission.startsWith(a.slice(0, -1)))) &&
        [Resource].flat().some((r) => r === '*' || (isName(r) && (r.endsWith('*') || said.includes(nameIn(r))))),
    ),
  )
}

/** IAM knows snapshots and images by names without an account. */
const isName = (arn: string): boolean => !/:\d{12}:(?:snapshot|image)\//.test(arn)
/** What a call says of a resource: the last part of its name, of a log group all of it. */
const nameIn = (arn: string): string => /:log-group:(.+)$/.exec(arn)?.[1] ?? arn.split(/[/:]/).at(-1) ?? ''
