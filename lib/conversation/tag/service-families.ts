import { wordTable } from '@/lib/kernel/word-table'
import type { Frame } from '@/schemas/frame'
import { nameKey } from '../words/normalise'
import type { Gazetteer } from './gazetteer'
import { type Piece, wordAt } from './tag'

// Words for several services at once: “storage”, “the databases”. What belongs to them is a matter of taste, so they are never read as those services: they are offered.

const STORAGE = ['simple storage', 'backup', 'elastic file system', 'glacier']
const DATABASES = ['relational database', 'dynamodb', 'elasticache', 'redshift']
const CONTAINERS = ['elastic container service', 'elastic kubernetes', 'container registry', 'fargate']
const MESSAGING = ['simple queue', 'simple notification', 'kinesis']
const NETWORK = ['virtual private cloud', 'load balancing', 'cloudfront', 'route 53']
const AI = ['sagemaker', 'bedrock']
const FAMILIES: Readonly<Record<string, readonly string[]>> = wordTable({
  storage: STORAGE,
  database: DATABASES,
  databases: DATABASES,
  container: CONTAINERS,
  containers: CONTAINERS,
  cluster: CONTAINERS,
  messaging: MESSAGING,
  network: NETWORK,
  networking: NETWORK,
  ai: AI,
})

/** “Storage other than S3”, “storage and S3”: said of more than the one. */
const WIDER = /\b(?:without|except|excluding|excludes?|besides|minus|including|includes?|apart|beyond|not only|and not|other|rather|instead)\b/
const JOINED = /^(?:and|or|plus|vs|versus|against|not|but)$/

const isOf = (family: readonly string[], service: string): boolean => family.some((part) => nameKey(service).includes(part))

/** “Databases only: RDS and DynamoDB”: beside services of its own a word for them says nothing more. */
export function withoutFamilies(pieces: readonly Piece[]): readonly Piece[] {
  if (WIDER.test(pieces.map((p) => p.text).join(' '))) return pieces
  return pieces.filter(({ tag, text }, at) => {
    if (JOINED.test(wordAt(pieces, at - 1)) || JOINED.test(wordAt(pieces, at + 1))) return true
    // “How much storage do we have in S3” asks for an amount of it.
    const family = tag === null && !/^(?:much|many)$/.test(wordAt(pieces, at - 1)) ? FAMILIES[text] : undefined
    return family === undefined || !pieces.some((p) => p.tag?.tag === 'entity' && p.tag.key === 'service_name' && isOf(family, p.tag.value))
  })
}

/** The view of the services that a word stands for, to be offered where it was not understood. */
export function familyView(frame: Frame, pieces: readonly Piece[], { services }: Gazetteer): Frame[] {
  const family = pieces.flatMap(({ tag, text }) => (tag === null ? [FAMILIES[text] ?? []] : [])).find((parts) => parts.length > 0)
  if (family === undefined || !('any_of' in frame) || frame.any_of.length > 0 || frame.scope.service_name !== undefined) return []
  const of = services.filter((service) => isOf(family, service)).slice(0, 6)
  return of.length === 0 ? [] : [{ ...frame, any_of: of.map((value) => ({ key: 'service_name' as const, value })) }]
}
