import type { Decimal } from '@/schemas/money'
import { type AccountName, REGION_PREFIX, type RegionId, type Team } from './accounts'
import { type EstateLine, tagsOf } from './line'
import type { ProductCode } from './services'
import { toUnits } from './units'

type Trial = readonly [account: AccountName, region: RegionId, product: ProductCode, operation: string, unit: string, team: Team, usages: string]

// Things that are tried for a week or two and dropped again. Each is written `usage type@rate`, with blanks between; all of them together are small money.
const TRIALS: readonly Trial[] = [
  [
    'ml-research',
    'us-west-2',
    'AmazonSageMaker',
    'RunInstance',
    'Hrs',
    'ml',
    'Train:ml.m5.large@0.115 Train:ml.m5.xlarge@0.23 Train:ml.c5.xlarge@0.204 Train:ml.c5.2xlarge@0.408 Processing:ml.t3.medium@0.05 Processing:ml.t3.xlarge@0.2 Processing:ml.m5.large@0.115 Tuning:ml.m5.large@0.115 AsyncInf:ml.m5.large@0.115 Tsform:ml.m5.large@0.115 Studio:KernelGateway-ml.t3.medium@0.05 Studio:JupyterLab-ml.t3.medium@0.05 Canvas:Session-Hrs@0.19 FeatureStore:WriteRequestUnits@0.12',
  ],
  [
    'ml-research',
    'us-west-2',
    'AmazonEC2',
    'RunInstances:SV001',
    'Hrs',
    'ml',
    'SpotUsage:m5.large@0.035 SpotUsage:m5.xlarge@0.071 SpotUsage:c5.xlarge@0.068 SpotUsage:c5.2xlarge@0.134 SpotUsage:r5.large@0.044 SpotUsage:r5.xlarge@0.088 SpotUsage:t3.large@0.029 SpotUsage:m6i.large@0.037 SpotUsage:c6i.large@0.034 SpotUsage:r6i.large@0.049 SpotUsage:m5a.large@0.033 SpotUsage:c5a.xlarge@0.061',
  ],
  [
    'analytics-stage',
    'eu-west-1',
    'ElasticMapReduce',
    'RunJobFlow',
    'Hrs',
    'analytics',
    'BoxUsage:m5.xlarge@0.048 BoxUsage:r5.xlarge@0.063 BoxUsage:c5.xlarge@0.043 BoxUsage:m5.2xlarge@0.096 BoxUsage:r5.2xlarge@0.126 BoxUsage:m6g.xlarge@0.039',
  ],
  [
    'analytics-stage',
    'eu-west-1',
    'AWSGlue',
    'Jobrun',
    'DPU-Hour',
    'analytics',
    'DEVED-DPU-Hour@0.44 Interactive-Sessions-DPU-Hour@0.44 Flex-ETL-DPU-Hour@0.29 DataQuality-DPU-Hour@0.44 DataBrew-Node-Hour@0.48',
  ],
  [
    'analytics-stage',
    'eu-west-1',
    'AmazonEC2',
    'RunInstances',
    'Hrs',
    'analytics',
    'BoxUsage:t3.micro@0.0114 BoxUsage:t3.small@0.0228 BoxUsage:t4g.medium@0.0368 BoxUsage:c5.xlarge@0.192 BoxUsage:r5.large@0.141',
  ],
  [
    'data-platform',
    'eu-west-1',
    'ElasticMapReduce',
    'RunJobFlow',
    'Hrs',
    'data',
    'BoxUsage:m5.xlarge@0.048 BoxUsage:r5.xlarge@0.063 BoxUsage:r5.2xlarge@0.126 BoxUsage:c5.2xlarge@0.085 BoxUsage:m6g.2xlarge@0.077 BoxUsage:r6g.xlarge@0.05',
  ],
  ['data-platform', 'eu-west-1', 'AmazonKinesis', 'RunAnalytics', 'Hrs', 'data', 'KPU-Hour-Java@0.12 KPU-Hour-Interactive@0.12 EnhancedFanOutHour@0.017'],
  [
    'shared-services',
    'eu-west-1',
    'CodeBuild',
    'CreateProject',
    'minutes',
    'platform',
    'Build-Min:Linux:g1.small@0.005 Build-Min:Linux:g1.medium@0.01 Build-Min:Linux:g1.large@0.02 Build-Min:ARM:g1.small@0.0034 Build-Min:ARM:g1.large@0.015 Build-Min:Windows:g1.medium@0.02 Build-Min:Linux:2xlarge@0.06 Build-Sec:Linux:lambda.2GB@0.0008',
  ],
  [
    'shared-services',
    'eu-west-1',
    'AmazonEC2',
    'RunInstances',
    'Hrs',
    'platform',
    'BoxUsage:t3.nano@0.0057 BoxUsage:t3.small@0.0228 BoxUsage:t4g.small@0.0184 BoxUsage:t4g.large@0.0736',
  ],
  [
    'lumen-dev',
    'eu-west-1',
    'CodeBuild',
    'CreateProject',
    'minutes',
    'storefront',
    'Build-Min:Linux:g1.small@0.005 Build-Min:Linux:g1.medium@0.01 Build-Min:Linux:g1.large@0.02 Build-Min:ARM:g1.small@0.0034 Build-Min:ARM:g1.large@0.015',
  ],
  [
    'lumen-dev',
    'eu-west-1',
    'AmazonDynamoDB',
    'PayPerRequestThroughput',
    'Units',
    'checkout',
    'WriteRequestUnits@0.000000705 ReadRequestUnits@0.0000001415 ReplicatedWriteRequestUnits@0.000000705',
  ],
  [
    'storefront-prod',
    'eu-west-1',
    'AWSLambda',
    'Invoke',
    'Lambda-GB-Second',
    'storefront',
    'Lambda-GB-Second-ARM@0.0000133334 Lambda-Edge-GB-Second@0.00005001 Lambda-Storage-GB-Second@0.0000000309 SnapStart-Cached-GB-Second@0.0000015046',
  ],
  [
    'payments-prod',
    'eu-central-1',
    'AWSLambda',
    'Invoke',
    'Lambda-GB-Second',
    'payments',
    'Lambda-GB-Second@0.0000166667 Lambda-GB-Second-ARM@0.0000133334 Lambda-Storage-GB-Second@0.0000000352',
  ],
]

// Dollars per active day, taken in turn: from cents to the price of a lunch.
const USD_PER_DAY: readonly Decimal[] = ['0.14', '0.9', '0.35', '2.2', '0.06', '1.3', '0.5', '0.22', '1.7', '0.75']

/** Short-lived usage: the births and deaths that every bill shows each day. */
export const TRIAL_LINES: EstateLine[] = TRIALS.flatMap(([account, region_id, product, operation, unit, team, usages], group) =>
  usages.split(' ').map((written, i) => {
    const [usage = '', rate = '1'] = written.split('@')
    const usage_type = `${REGION_PREFIX[region_id]}${usage}`
    const line_id = [account, region_id, product, usage_type, operation, 'trial'].join('|')
    const usd = USD_PER_DAY[(i + group) % USD_PER_DAY.length] ?? '1'
    return {
      line_id,
      account,
      region_id,
      product,
      usage_type,
      operation,
      family: 'Compute',
      unit,
      rate,
      mean_quantity: (toUnits(usd) * 1_000_000n) / toUnits(rate),
      behaviour: 'trial' as const,
      resource_id: '',
      tags: tagsOf(line_id, account, team),
    }
  }),
)
