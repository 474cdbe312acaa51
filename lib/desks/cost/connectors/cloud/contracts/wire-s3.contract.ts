import type { LifecycleRule } from '../ports/bucket-port'
import { accepted, items, type WireCall, WireError } from './wire-call.contract'

type S3Call = Omit<WireCall, 'action'> & { method: string; path: string; query: URLSearchParams; text: string }

/** The part of a rule that the contract uses, each way. */
const ruleXml = (rule: LifecycleRule): string => {
  const filter = rule['Filter'] as { Prefix?: string } | undefined
  const expiration = rule['Expiration'] as { Days?: number } | undefined
  return `<ID>${rule['ID']}</ID><Status>${rule['Status']}</Status><Filter><Prefix>${filter?.Prefix ?? ''}</Prefix></Filter>${expiration === undefined ? '' : `<Expiration><Days>${expiration.Days}</Days></Expiration>`}`
}
const tag = (xml: string, name: string): string | undefined => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]
const rulesOf = (xml: string): LifecycleRule[] =>
  [...xml.matchAll(/<Rule>(.*?)<\/Rule>/gs)].map(([, inner = '']) => ({
    ID: tag(inner, 'ID'),
    Status: tag(inner, 'Status'),
    Filter: { Prefix: tag(inner, 'Prefix') ?? '' },
    Expiration: { Days: Number(tag(inner, 'Days')) },
  }))

export async function s3Answer(x: S3Call): Promise<string> {
  const name = x.path.split('/')[1] ?? ''
  const [bucket] = await x.port.buckets(x.place, [name])
  if (bucket === undefined) throw new WireError(404, 'NoSuchBucket', 'The specified bucket does not exist')
  if (x.query.has('lifecycle')) {
    if (x.method === 'PUT' || x.method === 'DELETE') {
      accepted(await x.port.putLifecycle(x.place, name, rulesOf(x.text), x.mutation()))
      return ''
    }
    if (bucket.rules.length === 0) throw new WireError(404, 'NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist')
    return `<LifecycleConfiguration>${items(bucket.rules.map(ruleXml), 'Rule')}</LifecycleConfiguration>`
  }
  if (x.query.has('versioning')) return `<VersioningConfiguration>${bucket.versioning === 'off' ? '' : '<Status>Enabled</Status>'}</VersioningConfiguration>`
  if (x.query.has('object-lock')) throw new WireError(404, 'ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket')
  if (x.query.has('replication')) throw new WireError(404, 'ReplicationConfigurationNotFoundError', 'The replication configuration was not found')
  if (x.query.has('tagging')) throw new WireError(404, 'NoSuchTagSet', 'The TagSet does not exist')
  throw new WireError(400, 'NotImplemented', x.path)
}
