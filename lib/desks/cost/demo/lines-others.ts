import { arnOf, type EstateLine, linesOf } from './line'

const IRELAND = 'eu-west-1'
const OREGON = 'us-west-2'

/** The new subscription. Level, because the cause is stated in dollars. */
export const VANTOR_LINES = linesOf('shared-services', IRELAND, [['6h2kq9vantorobs4w1x0pz7te', 'MP:VantorHostHours', 'Hourly', '95', 'level', null]])

export const ROOT_LINES: EstateLine[] = linesOf('northlight-root', 'us-east-1', [
  ['AWSCostExplorer', 'USE1-APIRequest', 'GetCostAndUsage', '1.6', 'restless', null],
  ['AWSCloudTrail', 'DataEventsRecorded', 'None', '1.9', 'steady', null],
  ['AWSConfig', 'ConfigurationItemRecorded', 'None', '1.2', 'restless', null],
  ['AmazonS3', 'TimedStorage-ByteHrs', 'StandardStorage', '4.4', 'stock', 'platform', 'northlight-audit-trail'],
  ['AmazonGuardDuty', 'PaidEventsAnalyzed', 'CloudTrailEvent', '0.8', 'steady', null],
])

export const ML_LINES: EstateLine[] = linesOf('ml-research', OREGON, [
  ['AmazonSageMaker', 'Train:ml.g5.2xlarge', 'RunInstance', '212', 'office', 'ml'],
  ['AmazonSageMaker', 'Host:ml.g5.xlarge', 'RunInstance', '101.376', 'flat', 'ml'],
  ['AmazonSageMaker', 'Notebk:ml.t3.xlarge', 'RunInstance', '14', 'query', 'ml'],
  ['AmazonEC2', 'SpotUsage:g5.4xlarge', 'RunInstances:SV001', '98', 'spot', 'ml'],
  ['AmazonEC2', 'EBS:SnapshotUsage', 'CreateSnapshot', '3.6', 'stock', 'ml'],
  ['AmazonEC2', 'DataTransfer-Out-Bytes', 'RunInstances', '4.1', 'restless', null],
  ['AmazonS3', 'TimedStorage-ByteHrs', 'StandardStorage', '47', 'stock', 'ml', 'northlight-ml-datasets'],
  ['AmazonS3', 'TimedStorage-SIA-ByteHrs', 'StandardIAStorage', '9', 'flat', 'ml', 'northlight-ml-datasets'],
  ['AmazonS3', 'Requests-Tier2', 'GetObject', '5.8', 'office', 'ml', 'northlight-ml-datasets'],
  ['AmazonECR', 'TimedStorage-ByteHrs', 'TimedStorage-ByteHrs', '4.4', 'stock', 'ml'],
  ['AmazonCloudWatch', 'CW:MetricMonitorUsage', 'MetricStorage', '3.1', 'flat', 'ml'],
  [
    'AmazonCloudWatch',
    'DataProcessing-Bytes',
    'PutLogEvents',
    '4.6',
    'office',
    'ml',
    arnOf('ml-research', OREGON, 'logs', 'log-group:/aws/sagemaker/TrainingJobs'),
  ],
  ['awskms', 'KMS-Keys', 'CreateKey', '0.2', 'flat', 'ml'],
])

export const LUMEN_LINES: EstateLine[] = linesOf('lumen-dev', IRELAND, [
  ['AmazonEC2', 'BoxUsage:t3.medium', 'RunInstances', '10.944', 'flat', 'storefront'],
  ['AmazonEC2', 'EBS:VolumeUsage.gp3', 'CreateVolume-Gp3', '5.2', 'flat', 'checkout'],
  ['AmazonEC2', 'NatGateway-Hours', 'NatGateway', '1.152', 'flat', 'checkout'],
  ['AmazonRDS', 'InstanceUsage:db.t4g.large', 'CreateDBInstance:0014', '3.408', 'flat', 'checkout', arnOf('lumen-dev', IRELAND, 'rds', 'db:lumen')],
  ['AmazonRDS', 'RDS:GP3-Storage', 'CreateDBInstance:0014', '0.9', 'flat', 'checkout', arnOf('lumen-dev', IRELAND, 'rds', 'db:lumen')],
  [
    'AWSELB',
    'LoadBalancerUsage',
    'LoadBalancing:Application',
    '0.6048',
    'flat',
    'checkout',
    arnOf('lumen-dev', IRELAND, 'elasticloadbalancing', 'loadbalancer/app/lumen-api/3f1c2a9b7d5e8046'),
  ],
  ['AmazonEKS', 'AmazonEKS-Hours:perCluster', 'EKSCreateCluster', '2.4', 'flat', 'checkout', arnOf('lumen-dev', IRELAND, 'eks', 'cluster/lumen')],
  ['AmazonS3', 'TimedStorage-ByteHrs', 'StandardStorage', '3.3', 'stock', 'checkout', 'northlight-lumen-fixtures'],
  [
    'AmazonCloudWatch',
    'DataProcessing-Bytes',
    'PutLogEvents',
    '2.7',
    'office',
    'checkout',
    arnOf('lumen-dev', IRELAND, 'logs', 'log-group:/aws/eks/lumen/app'),
  ],
  ['AWSLambda', 'Lambda-GB-Second', 'Invoke', '0.8', 'restless', 'checkout'],
])

export const SHARED_LINES: EstateLine[] = [
  ...linesOf('shared-services', IRELAND, [
    ['AmazonEC2', 'BoxUsage:c5.large', 'RunInstances', '63', 'office', 'platform'],
    ['AmazonEC2', 'EBS:SnapshotUsage', 'CreateSnapshot', '9.4', 'flat', 'platform'],
    ['AmazonEC2', 'NatGateway-Bytes', 'NatGateway', '13', 'query', 'platform'],
    ['AmazonEC2', 'NatGateway-Hours', 'NatGateway', '1.152', 'flat', 'platform'],
    ['AmazonVPC', 'TransitGateway-Hours', 'TransitGatewayVPC', '8.4', 'flat', 'platform'],
    ['AmazonVPC', 'TransitGateway-Bytes', 'TransitGatewayVPC', '36', 'shop', null],
    ['AmazonVPC', 'VpcEndpoint-Hours', 'VpcEndpoint', '12.672', 'flat', 'platform'],
    ['AmazonEKS', 'AmazonEKS-Hours:perCluster', 'EKSCreateCluster', '2.4', 'flat', 'platform', arnOf('shared-services', IRELAND, 'eks', 'cluster/tools')],
    ['AmazonECR', 'TimedStorage-ByteHrs', 'TimedStorage-ByteHrs', '17', 'stock', 'platform'],
    ['AmazonES', 'ESInstance:r6g.large', 'ESDomain', '72.576', 'flat', 'platform', arnOf('shared-services', IRELAND, 'es', 'domain/central-logs')],
    ['AmazonES', 'ES:GP3-Storage', 'GP3-Storage', '21', 'stock', 'platform', arnOf('shared-services', IRELAND, 'es', 'domain/central-logs')],
    ['AmazonS3', 'TimedStorage-ByteHrs', 'StandardStorage', '54', 'stock', 'platform', 'northlight-central-logs'],
    ['AmazonS3', 'Requests-Tier1', 'PutObject', '8.2', 'steady', 'platform', 'northlight-central-logs'],
    ['AmazonCloudWatch', 'CW:MetricMonitorUsage', 'MetricStorage', '22.4', 'flat', 'platform'],
    [
      'AmazonCloudWatch',
      'DataProcessing-Bytes',
      'PutLogEvents',
      '17',
      'steady',
      'platform',
      arnOf('shared-services', IRELAND, 'logs', 'log-group:/aws/vpc/flow'),
    ],
    ['AWSCloudTrail', 'DataEventsRecorded', 'None', '11', 'steady', null],
    ['AmazonGuardDuty', 'PaidEventsAnalyzed', 'VPCFlowLogs', '19', 'steady', null],
    ['AWSConfig', 'ConfigurationItemRecorded', 'None', '14', 'batch', null],
    ['AWSBackup', 'WarmStorage-ByteHrs-EBS', 'Storage', '31', 'stock', 'platform'],
    ['awskms', 'KMS-Keys', 'CreateKey', '1.1', 'flat', 'platform'],
    ['AWSSecretsManager', 'AWSSecretsManager-Secrets', 'Secret', '1.9', 'flat', 'platform'],
  ]),
  ...linesOf('shared-services', '', [
    ['AmazonRoute53', 'HostedZone', 'HostedZone', '17.5', 'fee', null],
    ['AmazonRoute53', 'DNS-Queries', 'A', '1.4', 'restless', null],
  ]),
]

export const STAGE_LINES: EstateLine[] = linesOf('analytics-stage', IRELAND, [
  ['AmazonRedshift', 'ServerlessUsage', 'Serverless', '52', 'office', 'analytics', arnOf('analytics-stage', IRELAND, 'redshift-serverless', 'workgroup/stage')],
  ['AWSGlue', 'ETL-DPU-Hour', 'Jobrun', '26', 'batch', 'analytics'],
  ['AmazonAthena', 'DataScannedInTB', 'StartQueryExecution', '9.2', 'query', 'analytics'],
  ['AmazonS3', 'TimedStorage-ByteHrs', 'StandardStorage', '24', 'stock', 'analytics', 'northlight-stage-lake'],
  ['AmazonQuickSight', 'QS-User-Enterprise-Month', 'Users', '21', 'flat', 'analytics'],
  ['AmazonRDS', 'InstanceUsage:db.m6g.xl', 'CreateDBInstance:0014', '8.52', 'flat', 'analytics', arnOf('analytics-stage', IRELAND, 'rds', 'db:stage')],
  ['AmazonRDS', 'RDS:GP3-Storage', 'CreateDBInstance:0014', '3.4', 'flat', 'analytics', arnOf('analytics-stage', IRELAND, 'rds', 'db:stage')],
  ['AmazonEC2', 'EBS:VolumeUsage.gp3', 'CreateVolume-Gp3', '4.8', 'flat', 'analytics'],
  ['AmazonEC2', 'NatGateway-Hours', 'NatGateway', '1.152', 'flat', 'analytics'],
  [
    'AmazonCloudWatch',
    'DataProcessing-Bytes',
    'PutLogEvents',
    '4.4',
    'office',
    'analytics',
    arnOf('analytics-stage', IRELAND, 'logs', 'log-group:/aws-glue/jobs/stage'),
  ],
  ['AWSLambda', 'Lambda-GB-Second', 'Invoke', '1.2', 'restless', 'analytics'],
  ['AWSConfig', 'ConfigurationItemRecorded', 'None', '0.8', 'restless', null],
])
