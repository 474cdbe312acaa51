import type { Leaf } from '@/schemas/evidence/cost'

// Usage types of moved bytes, first match wins. Source: naming of AWS usage types as AWS's own cost tooling groups them.
const KINDS = [
  ['nat', /NatGateway-Bytes/],
  ['vpc_endpoint', /VpcEndpoint-Bytes/],
  ['transit_gateway', /TransitGateway-Bytes/],
  ['cdn', /CloudFront|-OBytes|-ABytes-/],
  ['inter_az', /DataTransfer-Regional-Bytes|DataTransfer-xAZ/],
  ['inter_region', /AWS-(?:In|Out)-Bytes/],
  ['internet', /DataTransfer-(?:In|Out)-Bytes|Bytes-(?:Internet|AWS)|DataTransfer|DataXfer/],
] as const
export type TransferKind = (typeof KINDS)[number][0] | 'load_balancer'

// Bytes that are stored or ingested, not moved.
const NOT_TRANSFER = /Ingestion-Bytes|VendedLog-Bytes|TimedStorage/

/** Which kind of data transfer a leaf is; undefined when it is none. Bytes processed by load balancers count, by log services not. */
export function transferKind({ scope }: Pick<Leaf, 'scope'>): TransferKind | undefined {
  const usage_type = scope.usage_type ?? ''
  if (NOT_TRANSFER.test(usage_type)) return undefined
  if (/DataProcessing-Bytes/.test(usage_type)) return /Load Balancing/.test(scope.service_name ?? '') ? 'load_balancer' : undefined
  return KINDS.find(([, pattern]) => pattern.test(usage_type))?.[0]
}
