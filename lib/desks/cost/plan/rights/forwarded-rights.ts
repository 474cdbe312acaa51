import { everyTagRight, tagRights } from '@/lib/desks/cost/actions/tag-rights'
import { ASKED_GRANT } from '@/lib/desks/cost/connectors/cloud/ports/key-state'

/** Rights of ours that a service uses in our name while it does what we asked for. Without them the call itself is refused, so they belong to whoever makes it. */
type Forwarded = { permissions: readonly string[]; on: 'keys' | 'targets'; limit?: Limit }
/**
 * What IAM holds a right of keys to, besides the key. `via` is the only service that may use it, `for_resource` only for a resource of its own; a grant that we ask
 * for ourselves may let nobody do more than `operations`. `sid` names it in the policy to paste.
 */
type Limit = { sid: string; via?: 'ec2'; for_resource?: true; operations?: readonly string[] }

// Sources: EBS user guide, permissions for EBS encryption; KMS developer guide, condition keys; Resource Groups Tagging API reference, minimum permissions.
const GRANT: Forwarded = { permissions: ['kms:CreateGrant'], on: 'keys', limit: { sid: 'CountersignOpensDisks', via: 'ec2', for_resource: true } }
/** A key is asked whether it gives us grants by a dry run of one that would let nobody do more than read what the key is. */
const ASKED: Forwarded = { permissions: ['kms:CreateGrant'], on: 'keys', limit: { sid: 'CountersignAsksKeys', operations: ASKED_GRANT } }
const COPIED: Forwarded = {
  permissions: ['kms:Decrypt', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  on: 'keys',
  limit: { sid: 'CountersignCopiesDisks', via: 'ec2' },
}

const BY_CALL: Readonly<Record<string, readonly Forwarded[]>> = {
  // A disk under a key of the account is opened with a grant that whoever starts the instance has to be allowed to make.
  'ec2:StartInstances': [GRANT, ASKED],
  'ec2:CreateVolume': [GRANT, ASKED, COPIED],
}

/** What goes along with these permissions on these targets. */
export const forwardedRights = (permissions: readonly string[], arns: readonly string[]): Forwarded[] => [
  ...permissions.flatMap((p) => BY_CALL[p] ?? []),
  ...(permissions.includes('tag:TagResources') ? [{ permissions: tagRights(arns), on: 'targets' as const }] : []),
]

/** The same for a role that may carry out such templates on anything. */
export const forwardedAnywhere = (permissions: readonly string[]): Forwarded[] => [
  ...permissions.flatMap((p) => BY_CALL[p] ?? []),
  ...(permissions.includes('tag:TagResources') ? [{ permissions: everyTagRight(), on: 'targets' as const }] : []),
]

export type Condition = Record<string, Record<string, string | readonly string[]>>

/** A limit as IAM writes it, for one region or, null, for each. */
export const conditionOf = ({ via, for_resource, operations }: Limit, region_id: string | null): Condition => ({
  ...(via === undefined
    ? {}
    : region_id === null
      ? { StringLike: { 'kms:ViaService': `${via}.*.amazonaws.com` } }
      : { StringEquals: { 'kms:ViaService': `${via}.${region_id}.amazonaws.com` } }),
  ...(for_resource === undefined ? {} : { Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
  ...(operations === undefined ? {} : { 'ForAllValues:StringEquals': { 'kms:GrantOperations': operations } }),
})
