import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Instant } from '@/schemas/time'
import { memoryLog } from '../../fixtures/memory-log'
import type { Mutation, Place } from './call'
import { accepted, listOf, type Pin, tagXml, type WireCall, WireError } from './contracts/wire-call.contract'
import { diskVolumesXml, EC2_HANDLERS, machineXml } from './contracts/wire-ec2.contract'
import { JSON_HANDLERS } from './contracts/wire-json.contract'
import { QUERY_HANDLERS } from './contracts/wire-query.contract'
import { s3Answer } from './contracts/wire-s3.contract'
import type { SimulatedEstate } from './estate'
import { simulatedCloud } from './simulated'
import { accountAt, type InstanceNow, type VolumeNow } from './simulated-account'

const MB = 1_000_000

/** How the next call of an action goes wrong. `after_effect` does the work and then breaks the connection; `silent` takes the call and never answers. */
export type Trouble = 'throttled' | 'expired' | 'server_error' | 'after_effect' | 'garbage' | 'silent'

export type AwsWireServer = {
  endpoint: string
  calls: string[]
  /** What every AssumeRole asked for. */
  sessions: Record<string, string>[]
  /** `later` calls of the action go well first. */ fail(action: string, trouble: Trouble, later?: number): void
  pin(pin: Pin): void
  editSchedule(name: string, patch: Record<string, unknown>): void
  close(): Promise<void>
}

/**
 * A server that speaks as much of the EC2 Query, STS Query, CloudWatch JSON and Scheduler REST protocols as the connector uses, over a
 * simulated account. What it proves is the wire: requests as the SDK writes them, answers as the SDK reads them.
 */
export async function awsWireServer(estate: SimulatedEstate, now: () => Promise<Instant>): Promise<AwsWireServer> {
  const log = memoryLog()
  const port = simulatedCloud({ estate, log, now })
  const schedules = new Map<string, Record<string, unknown>>()
  const troubles = new Map<string, { trouble: Trouble; later: number }>()
  const calls: string[] = []
  const sessions: Record<string, string>[] = []
  const pins: Pin[] = []
  let keys = 0

  const account = async () => accountAt(estate, await log.read(), await now())
  const mutation = (form: URLSearchParams): Mutation => ({ dry_run: form.get('DryRun') === 'true', idempotency_key: `wire-${++keys}` })

  const callOf = (action: string, form: URLSearchParams, place: Place, body: Record<string, unknown> = {}): WireCall => ({
    action,
    form,
    body,
    place,
    port,
    pins,
    mutation: (dry_run = false) => ({ dry_run, idempotency_key: `wire-${++keys}` }),
  })

  async function ec2(action: string, form: URLSearchParams, place: Place): Promise<string> {
    const { instances, volumes } = await account()
    const wanted = listOf(form, 'Filter.1.Value')
    const [id] = [...listOf(form, 'InstanceId'), ...listOf(form, 'ResourceId'), form.get('InstanceId') ?? '', form.get('VolumeId') ?? ''].filter(
      (v) => v !== '',
    )
    const instance = [...instances.values()].find((i) => i.instance_id === id)
    switch (action) {
      case 'DescribeInstances':
        return `<reservationSet><item><instancesSet>${[...instances.values()]
          .filter((i) => wanted.includes(i.instance_id))
          .map(instanceXml)
          .join('')}</instancesSet></item></reservationSet>`
      case 'DescribeInstanceTypes':
        return `<instanceTypeSet>${wanted.map((type) => `<item><instanceType>${type}</instanceType><instanceStorageSupported>${[...instances.values()].some((i) => i.instance_type === type && i.has_instance_store)}</instanceStorageSupported>${machineXml(type)}</item>`).join('')}</instanceTypeSet>`
      case 'DescribeInstanceAttribute': {
        const name = form.get('Attribute') ?? ''
        const value = name === 'disableApiStop' ? instance?.quirks.includes('stop_protection') : instance?.has_termination_protection
        return `<instanceId>${id}</instanceId><${name}><value>${value === true}</value></${name}>`
      }
      case 'DescribeVolumes':
        return form.get('Filter.1.Name') === 'attachment.instance-id'
          ? `<volumeSet>${[...instances.values()]
              .filter((i) => wanted.includes(i.instance_id))
              .map(rootVolumeXml)
              .join('')}</volumeSet>`
          : `<volumeSet>${[...volumes.values()]
              .filter((v) => wanted.includes(v.volume_id))
              .map(volumeXml)
              .join('')}${await diskVolumesXml({ ...callOf(action, form, place) })}</volumeSet>`
      case 'DescribeVolumesModifications':
        return `<volumeModificationSet>${[...volumes.values()]
          .filter((v) => wanted.includes(v.volume_id) && v.last_modified_at !== null)
          .map(
            (v) =>
              `<item><volumeId>${v.volume_id}</volumeId><modificationState>completed</modificationState><startTime>${v.last_modified_at}</startTime></item>`,
          )
          .join('')}</volumeModificationSet>`
      case 'DescribeTags': {
        const tags = [...instances.values(), ...volumes.values()].find((r) => r.arn.endsWith(`/${wanted[0]}`))?.tags ?? {}
        return `<tagSet>${Object.entries(tags)
          .map(([k, v]) => `<item><resourceId>${wanted[0]}</resourceId><key>${k}</key><value>${v}</value></item>`)
          .join('')}</tagSet>`
      }
      case 'StopInstances':
      case 'StartInstances': {
        const was = instance?.state ?? 'unknown'
        const result =
          action === 'StopInstances' ? await port.stopInstance(place, id ?? '', mutation(form)) : await port.startInstance(place, id ?? '', mutation(form))
        accepted(result)
        return `<instancesSet><item><instanceId>${id}</instanceId><currentState><code>64</code><name>stopping</name></currentState><previousState><code>16</code><name>${was}</name></previousState></item></instancesSet>`
      }
      case 'CreateTags':
      case 'DeleteTags': {
        const arn = [...instances.keys(), ...volumes.keys()].find((a) => a.endsWith(`/${id}`)) ?? ''
        const tags = Object.fromEntries(tagsOf(form))
        accepted(
          action === 'CreateTags' ? await port.putTags(place, arn, tags, mutation(form)) : await port.deleteTags(place, arn, Object.keys(tags), mutation(form)),
        )
        return '<return>true</return>'
      }
      case 'ModifyVolume': {
        const number = (name: string) => (form.get(name) === null ? null : Number(form.get(name)))
        accepted(
          await port.modifyVolume(
            place,
            id ?? '',
            { volume_type: form.get('VolumeType') ?? '', iops: number('Iops'), throughput: number('Throughput') },
            mutation(form),
          ),
        )
        return `<volumeModification><volumeId>${id}</volumeId><modificationState>modifying</modificationState></volumeModification>`
      }
      default: {
        const handler = EC2_HANDLERS[action]
        if (handler === undefined) throw new WireError(400, 'InvalidAction', action)
        return handler(callOf(action, form, place))
      }
    }
  }

  async function metrics(body: { MetricDataQueries: { Id: string; MetricStat: { Metric: { MetricName: string; Dimensions: { Value: string }[] } } }[] }) {
    const { instances } = await account()
    const results = body.MetricDataQueries.map(({ Id, MetricStat: { Metric } }) => {
      const i = [...instances.values()].find((x) => x.instance_id === Metric.Dimensions[0]?.Value)
      const daily =
        i === undefined || i.cpu_p95_pct === null || Metric.MetricName === 'mem_used_percent'
          ? null
          : Metric.MetricName === 'CPUUtilization'
            ? i.cpu_p95_pct
            : ((i.network_mb_per_hour ?? 0) * 24 * MB) / 2
      return { Id, Label: Id, StatusCode: 'Complete', Timestamps: [], Values: daily === null ? [] : new Array<number>(i?.metric_days ?? 0).fill(daily) }
    })
    return { MetricDataResults: results }
  }

  async function scheduler(method: string, name: string, body: Record<string, unknown>): Promise<unknown> {
    if (method !== 'POST' && !schedules.has(name)) throw new WireError(404, 'ResourceNotFoundException', `Schedule ${name} does not exist.`)
    if (method === 'POST' && schedules.has(name)) throw new WireError(409, 'ConflictException', `Schedule ${name} exists.`)
    if (method === 'GET') return { Name: name, ...schedules.get(name) }
    if (method === 'DELETE') schedules.delete(name)
    else schedules.set(name, body)
    return { ScheduleArn: `arn:aws:scheduler:::schedule/countersign/${name}` }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request)
    const url = new URL(request.url ?? '/', 'http://localhost')
    const [, account_id = '', region_id = '', service = ''] =
      /Credential=KEY(\d{12})[^/]*\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? []
    const place = { account_id, region_id }
    const target = request.headers['x-amz-target']
    const form = new URLSearchParams(text)
    const name = url.pathname.split('/').at(-1) ?? ''
    const is_rest = url.pathname.startsWith('/schedules/')
    const action = is_rest ? `${request.method} schedule` : typeof target === 'string' ? (target.split('.').at(-1) ?? '') : (form.get('Action') ?? '')
    calls.push(action)
    if (action === 'AssumeRole') sessions.push(Object.fromEntries(form))
    const set = troubles.get(action)
    const trouble = set !== undefined && set.later-- <= 0 ? set.trouble : undefined
    if (trouble === 'after_effect' || trouble === 'garbage') troubles.delete(action)
    if (trouble === 'silent') return
    try {
      if (trouble === 'throttled') throw new WireError(503, is_rest ? 'ThrottlingException' : 'RequestLimitExceeded', 'Request limit exceeded.')
      if (trouble === 'expired') throw new WireError(400, 'ExpiredToken', 'The security token included in the request is expired.')
      if (trouble === 'server_error') throw new WireError(500, 'InternalError', 'An internal error has occurred.')
      if (trouble === 'garbage')
        return void response
          .writeHead(200, { 'content-type': 'text/xml' })
          .end(
            '<DescribeInstancesResponse><reservationSet><item><instancesSet><item><nothing/></item></instancesSet></item></reservationSet></DescribeInstancesResponse>',
          )
      if (is_rest) return json(response, 200, await scheduler(request.method ?? 'GET', name, text === '' ? {} : JSON.parse(text)))
      const handler = JSON_HANDLERS[action]
      if (target !== undefined && handler !== undefined) return json(response, 200, await handler(callOf(action, form, place, JSON.parse(text))))
      if (target !== undefined) return json(response, 200, await metrics(JSON.parse(text)))
      if (service === 's3') {
        const xml = await s3Answer({ ...callOf(action, form, place), method: request.method ?? 'GET', path: url.pathname, query: url.searchParams, text })
        return void response.writeHead(200, { 'content-type': 'application/xml' }).end(xml)
      }
      const query = QUERY_HANDLERS[action]
      const inner =
        action === 'GetCallerIdentity' || action === 'AssumeRole'
          ? sts(action, form, account_id)
          : query === undefined
            ? await ec2(action, form, place)
            : `<${action}Result>${await query(callOf(action, form, place))}</${action}Result>`
      if (trouble === 'after_effect') return void request.socket.destroy()
      response
        .writeHead(200, { 'content-type': 'text/xml', 'x-amzn-requestid': `req-${calls.length}` })
        .end(`<${action}Response><requestId>req-${calls.length}</requestId>${inner}</${action}Response>`)
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      if (is_rest || target !== undefined) return json(response, error.status, { Message: error.message, message: error.message }, error.code)
      const body = `<Error><Code>${error.code}</Code><Message>${error.message}</Message></Error>`
      const is_sts = action === 'GetCallerIdentity' || action === 'AssumeRole' || QUERY_HANDLERS[action] !== undefined
      if (service === 's3')
        return void response
          .writeHead(error.status, { 'content-type': 'application/xml' })
          .end(`<Error><Code>${error.code}</Code><Message>${error.message}</Message></Error>`)
      response
        .writeHead(error.status, { 'content-type': 'text/xml' })
        .end(is_sts ? `<ErrorResponse>${body}</ErrorResponse>` : `<Response><Errors>${body}</Errors><RequestID>req-${calls.length}</RequestID></Response>`)
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(599).end(String(error)))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    sessions,
    fail: (action, trouble, later = 0) => void troubles.set(action, { trouble, later }),
    pin: (pin) => void pins.push(pin),
    editSchedule: (name, patch) => void schedules.set(name, { ...schedules.get(name), ...patch }),
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

function sts(action: string, form: URLSearchParams, account_id: string): string {
  if (action === 'GetCallerIdentity')
    return `<GetCallerIdentityResult><Arn>arn:aws:iam::${account_id}:role/x</Arn><UserId>x</UserId><Account>${account_id}</Account></GetCallerIdentityResult>`
  const [, role_account = ''] = /iam::(\d{12}):/.exec(form.get('RoleArn') ?? '') ?? []
  return `<AssumeRoleResult><Credentials><AccessKeyId>KEY${role_account}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2126-11-19T10:00:00Z</Expiration></Credentials></AssumeRoleResult>`
}

function tagsOf(form: URLSearchParams): [string, string][] {
  const keys = [...form].filter(([key]) => /^Tag\.\d+\.Key$/.test(key))
  return keys.map(([key, value]) => [value, form.get(key.replace('.Key', '.Value')) ?? ''])
}

function instanceXml(i: InstanceNow): string {
  const owner = i.public_ip === 'elastic' ? i.account_id : 'amazon'
  const address =
    i.public_ip === 'none'
      ? ''
      : `<ipAddress>203.0.113.10</ipAddress><networkInterfaceSet><item><association><ipOwnerId>${owner}</ipOwnerId></association></item></networkInterfaceSet>`
  const tags = i.auto_scaling_group === null ? i.tags : { ...i.tags, 'aws:autoscaling:groupName': i.auto_scaling_group }
  return `<item><instanceId>${i.instance_id}</instanceId><instanceType>${i.instance_type}</instanceType><instanceState><code>16</code><name>${i.state}</name></instanceState><launchTime>${i.launched_at}</launchTime>${i.is_spot ? '<instanceLifecycle>spot</instanceLifecycle>' : ''}<rootDeviceType>${i.quirks.includes('instance_store_root') ? 'instance-store' : 'ebs'}</rootDeviceType><placement><tenancy>${i.quirks.includes('dedicated_tenancy') ? 'dedicated' : 'default'}</tenancy></placement>${address}${tagXml(tags)}</item>`
}

const keyXml = (i: InstanceNow): string => {
  const key = i.quirks.includes('customer_key_unreadable') ? 'unreadable' : i.quirks.includes('customer_key_disabled') ? 'disabled' : null
  return key === null ? '<encrypted>false</encrypted>' : `<encrypted>true</encrypted><kmsKeyId>arn:aws:kms:eu-west-1:111122223333:key/${key}</kmsKeyId>`
}

const rootVolumeXml = (i: InstanceNow): string =>
  `<item><volumeId>vol-root${i.instance_id}</volumeId><volumeType>gp3</volumeType><size>8</size><status>in-use</status><createTime>${i.launched_at}</createTime>${keyXml(i)}<attachmentSet><item><instanceId>${i.instance_id}</instanceId></item></attachmentSet></item>`

const volumeXml = (v: VolumeNow): string =>
  `<item><volumeId>${v.volume_id}</volumeId><volumeType>${v.volume_type}</volumeType><size>${v.size_gib}</size>${v.iops === null ? '' : `<iops>${v.iops}</iops>`}${v.throughput === null ? '' : `<throughput>${v.throughput}</throughput>`}<status>${v.state}</status><createTime>${v.created_at}</createTime>${tagXml(v.tags)}</item>`

function json(response: ServerResponse, status: number, body: unknown, code?: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'x-amzn-requestid': 'req-json', ...(code === undefined ? {} : { 'x-amzn-errortype': code }) })
    .end(JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

/** Credentials that the server takes for those of the account. */
export const keyOf = (account_id: string) => ({ accessKeyId: `KEY${account_id}`, secretAccessKey: 'secret' })
