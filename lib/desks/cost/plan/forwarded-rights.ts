import { everyTagRight, tagRights } from '../actions/tag-rights'

/**
 * Rights of ours that a service uses in our name while it does what we asked for. Without them the call itself is refused, so they belong to whoever makes it.
 * `via` is the only service that may use them.
 */
type Forwarded = { permissions: readonly string[]; on: 'keys' | 'targets'; via?: string }

// Sources: EBS user guide, permissions for EBS encryption; Resource Groups Tagging API reference, minimum permissions.
const GRANT: Forwarded = { permissions: ['kms:CreateGrant'], on: 'keys' }
const COPIED: Forwarded = {
  permissions: ['kms:Decrypt', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  on: 'keys',
  via: 'ec2',
}

const BY_CALL: Readonly<Record<string, readonly Forwarded[]>> = {
  // A disk under a key of the account is opened with a grant that whoever starts the instance has to be allowed to make.
  'ec2:StartInstances': [GRANT],
  'ec2:CreateVolume': [GRANT, COPIED],
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
