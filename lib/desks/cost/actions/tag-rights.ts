/** What the Resource Groups Tagging API does with our rights: it writes a tag through the service that the resource belongs to. */
type Rights = { put: readonly string[]; remove: readonly string[] }

const named = (service: string, put: string, remove: string): Rights => ({ put: [`${service}:${put}`], remove: [`${service}:${remove}`] })

/** Services whose resources may be tagged from here, by the name in their ARNs, with what each asks for. Source: Service Authorization Reference. */
const BY_SERVICE: Readonly<Record<string, Rights>> = {
  dynamodb: named('dynamodb', 'TagResource', 'UntagResource'),
  ecs: named('ecs', 'TagResource', 'UntagResource'),
  eks: named('eks', 'TagResource', 'UntagResource'),
  elasticache: named('elasticache', 'AddTagsToResource', 'RemoveTagsFromResource'),
  elasticfilesystem: named('elasticfilesystem', 'TagResource', 'UntagResource'),
  elasticloadbalancing: named('elasticloadbalancing', 'AddTags', 'RemoveTags'),
  es: named('es', 'AddTags', 'RemoveTags'),
  kinesis: named('kinesis', 'AddTagsToStream', 'RemoveTagsFromStream'),
  lambda: named('lambda', 'TagResource', 'UntagResource'),
  logs: named('logs', 'TagResource', 'UntagResource'),
  rds: named('rds', 'AddTagsToResource', 'RemoveTagsFromResource'),
  redshift: named('redshift', 'CreateTags', 'DeleteTags'),
  // A bucket has one set of tags, which is read and written as a whole.
  s3: { put: ['s3:GetBucketTagging', 's3:PutBucketTagging'], remove: ['s3:GetBucketTagging', 's3:PutBucketTagging'] },
  sagemaker: named('sagemaker', 'AddTags', 'DeleteTags'),
  secretsmanager: named('secretsmanager', 'TagResource', 'UntagResource'),
  sns: named('sns', 'TagResource', 'UntagResource'),
  sqs: named('sqs', 'TagQueue', 'UntagQueue'),
}

const serviceOf = (arn: string): string => arn.split(':')[2] ?? ''

export const isTaggable = (arn: string): boolean => BY_SERVICE[serviceOf(arn)] !== undefined

/** What tagging these resources and taking it back asks for besides the Tagging API's own permissions. */
export const tagRights = (arns: readonly string[]): string[] => [
  ...new Set(arns.flatMap((arn) => Object.values(BY_SERVICE[serviceOf(arn)] ?? { put: [], remove: [] }).flat())),
]

/** The same for every service, for the policy of the role. */
export const everyTagRight = (): string[] => Object.values(BY_SERVICE).flatMap(({ put, remove }) => [...put, ...remove])
