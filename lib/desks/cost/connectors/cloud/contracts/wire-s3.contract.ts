import type { LifecycleRule } from '../ports/bucket-port'
import { accepted, items, ofKind, type WireCall, WireError } from './wire-call.contract'

type S3Call = Omit<WireCall, 'action'> & { method: string; path: string; query: URLSearchParams; text: string }

/** Lists are repeated elements under another name. */
const LISTS: Record<string, string> = { Transition: 'Transitions', NoncurrentVersionTransition: 'NoncurrentVersionTransitions', Tag: 'Tags' }
const NUMBERS = ['Days', 'NoncurrentDays', 'NewerNoncurrentVersions', 'DaysAfterInitiation', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan']

const xmlOf = (value: unknown): string =>
  value !== null && typeof value === 'object'
    ? Object.entries(value)
        .flatMap(([key, inner]) => {
          const one = Object.entries(LISTS).find(([, many]) => many === key)?.[0]
          return one === undefined || !Array.isArray(inner) ? [`<${key}>${xmlOf(inner)}</${key}>`] : inner.map((x) => `<${one}>${xmlOf(x)}</${one}>`)
        })
        .join('')
    : String(value)

/** A rule in the words of the SDK: an element without elements is text, and some text is a number. */
function read(xml: string, name: string): unknown {
  const inner = [...xml.matchAll(/<([A-Za-z]+)(?:\s[^>]*)?(?:\/>|>(.*?)<\/\1>)/gs)]
  if (inner.length === 0) return NUMBERS.includes(name) ? Number(xml) : xml
  const found: Record<string, unknown> = {}
  for (const [, key = '', text = ''] of inner) {
    const many = LISTS[key]
    if (many === undefined) found[key] = read(text, key)
    else found[many] = [...((found[many] as unknown[] | undefined) ?? []), read(text, key)]
  }
  return found
}
const rulesOf = (xml: string): LifecycleRule[] => [...xml.matchAll(/<Rule>(.*?)<\/Rule>/gs)].map(([, inner = '']) => read(inner, 'Rule') as LifecycleRule)

export async function s3Answer(x: S3Call): Promise<string> {
  const name = x.path.split('/')[1] ?? ''
  if (name === '')
    return `<ListAllMyBucketsResult><Buckets>${items(new Array<string>(await ofKind(x, 'bucket')).fill('<Name>one</Name>'), 'Bucket')}</Buckets></ListAllMyBucketsResult>`
  const [bucket] = await x.port.buckets(x.place, [name])
  if (bucket === undefined) throw new WireError(404, 'NoSuchBucket', 'The specified bucket does not exist')
  if (x.query.has('lifecycle')) {
    if (x.method === 'PUT' || x.method === 'DELETE') {
      accepted(await x.port.putLifecycle(x.place, name, x.method === 'DELETE' ? [] : rulesOf(x.text), x.mutation()))
      return ''
    }
    if (bucket.rules.length === 0) throw new WireError(404, 'NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist')
    return `<LifecycleConfiguration>${items(bucket.rules.map(xmlOf), 'Rule')}</LifecycleConfiguration>`
  }
  if (x.query.has('versioning')) return `<VersioningConfiguration>${bucket.versioning === 'off' ? '' : '<Status>Enabled</Status>'}</VersioningConfiguration>`
  if (x.query.has('object-lock')) throw new WireError(404, 'ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket')
  if (x.query.has('replication')) throw new WireError(404, 'ReplicationConfigurationNotFoundError', 'The replication configuration was not found')
  if (x.query.has('tagging')) throw new WireError(404, 'NoSuchTagSet', 'The TagSet does not exist')
  throw new WireError(400, 'NotImplemented', x.path)
}
