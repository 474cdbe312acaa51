import type { GroupBy } from '@/schemas/frame'

/** Short names people use, and what a service or usage type must contain to be meant. First pattern that finds something wins. */
export const SERVICE_ALIASES: Readonly<Record<string, readonly string[]>> = {
  ec2: ['amazonec2', 'amazon elastic compute cloud', 'elastic compute'],
  s3: ['amazons3', 'amazon simple storage service', 'simple storage'],
  rds: ['amazonrds', 'amazon relational database service', 'relational database'],
  lambda: ['awslambda', 'aws lambda', 'lambda'],
  cloudwatch: ['amazoncloudwatch', 'amazon cloudwatch', 'cloudwatch'],
  dynamodb: ['amazondynamodb', 'amazon dynamodb', 'dynamodb'],
  dynamo: ['amazondynamodb', 'amazon dynamodb', 'dynamodb'],
  eks: ['amazoneks', 'amazon elastic kubernetes service', 'elastic kubernetes'],
  ecs: ['amazonecs', 'amazon elastic container service', 'elastic container service'],
  elasticache: ['amazonelasticache', 'amazon elasticache', 'elasticache'],
  redshift: ['amazonredshift', 'amazon redshift', 'redshift'],
  sagemaker: ['amazonsagemaker', 'amazon sagemaker', 'sagemaker'],
  cloudfront: ['amazoncloudfront', 'amazon cloudfront', 'cloudfront'],
  kms: ['awskms', 'aws key management service', 'key management'],
  vpc: ['amazonvpc', 'amazon virtual private cloud', 'virtual private cloud'],
  ebs: ['amazon elastic block store', 'elastic block store'],
  'load balancer': ['awselb', 'elastic load balancing'],
  elb: ['awselb', 'elastic load balancing'],
  kinesis: ['amazonkinesis', 'amazon kinesis', 'kinesis'],
  athena: ['amazonathena', 'amazon athena', 'athena'],
  glue: ['awsglue', 'aws glue', 'glue'],
  support: ['awssupport', 'aws support', 'support'],
  marketplace: ['aws marketplace', 'marketplace'],
}

export const USAGE_ALIASES: Readonly<Record<string, readonly string[]>> = {
  nat: ['natgateway bytes', 'natgateway'],
  'nat gateway': ['natgateway bytes', 'natgateway'],
  gp2: ['volumeusage.gp2'],
  gp3: ['volumeusage.gp3'],
}

export const REGION_ALIASES: Readonly<Record<string, string>> = {
  ireland: 'eu-west-1',
  frankfurt: 'eu-central-1',
  london: 'eu-west-2',
  paris: 'eu-west-3',
  stockholm: 'eu-north-1',
  virginia: 'us-east-1',
  'north virginia': 'us-east-1',
  ohio: 'us-east-2',
  oregon: 'us-west-2',
  tokyo: 'ap-northeast-1',
  singapore: 'ap-southeast-1',
  sydney: 'ap-southeast-2',
}

export const GROUP_WORDS: Readonly<Record<string, GroupBy>> = {
  service: 'service_name',
  services: 'service_name',
  product: 'service_name',
  products: 'service_name',
  account: 'sub_account_id',
  accounts: 'sub_account_id',
  region: 'region_id',
  regions: 'region_id',
  location: 'region_id',
  team: 'owner',
  teams: 'owner',
  owner: 'owner',
  owners: 'owner',
  'usage type': 'usage_type',
  'usage types': 'usage_type',
  usage: 'usage_type',
}

/** Words that name a team but also mean something else: they count as the team only beside "team", "owner" or a preposition. */
export const COMMON_NAMES: ReadonlySet<string> = new Set([
  'data',
  'platform',
  'analytics',
  'search',
  'web',
  'mobile',
  'support',
  'root',
  'core',
  'security',
  'network',
])

/** Words that carry no slot. Explained by any reading. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an the of in on at for to from with and or our my we i me us you your is are was were be been do does did has have had can could would will shall
  please show give list tell see get let find want need like just all any some there here this that these those it its them they so then now also
  about into by per as than much many most more what which who when where how why us-dollars usd dollars money cloud aws total overall really actually currently right
  off request requests individual running got gets getting cannot apply applies yet costing been have had having become became
  must should may might far anything something going go goes went gone up down when done so
  us hello hi hey thanks thank ok okay not no yes if each`
    .split(/\s+/)
    .filter(Boolean),
)
