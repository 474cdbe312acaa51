import { arnOf, type EstateLine, hexId, linesOf, tagged } from './line'

const IRELAND = 'eu-west-1'
const FRANKFURT = 'eu-central-1'
export const PAYMENTS_LOG_GROUP = arnOf('payments-prod', IRELAND, 'logs', 'log-group:/ecs/payments-api')

/** Log ingestion of the payments service. Level, because the cause that multiplies it is stated in dollars. */
export const PAYMENTS_LOG_LINES = tagged(
  linesOf('payments-prod', IRELAND, [['AmazonCloudWatch', 'DataProcessing-Bytes', 'PutLogEvents', '53.333333', 'level', 'payments', PAYMENTS_LOG_GROUP]]),
  'payments',
)

/** The payments service: containers in two regions, reserved databases, hardware keys. */
export const PAYMENTS_LINES: EstateLine[] = [
  ...linesOf('payments-prod', IRELAND, [
    ['AmazonECS', 'Fargate-vCPU-Hours:perCPU', 'FargateTask', '139', 'pay', 'payments'],
    ['AmazonECS', 'Fargate-GB-Hours', 'FargateTask', '38', 'pay', 'payments'],
    [
      'AmazonEC2',
      'NatGateway-Hours',
      'NatGateway',
      '1.152',
      'flat',
      'payments',
      arnOf('payments-prod', IRELAND, 'ec2', `natgateway/${hexId('nat', 'payments-a')}`),
    ],
    [
      'AmazonEC2',
      'NatGateway-Bytes',
      'NatGateway',
      '27',
      'pay',
      'payments',
      arnOf('payments-prod', IRELAND, 'ec2', `natgateway/${hexId('nat', 'payments-a')}`),
    ],
    ['AmazonEC2', 'DataTransfer-Out-Bytes', 'RunInstances', '18', 'pay', null],
    ['AmazonEC2', 'EBS:VolumeUsage.gp3', 'CreateVolume-Gp3', '8.8', 'flat', 'payments'],
    ['AWSELB', 'LoadBalancerUsage', 'LoadBalancing:Application', '0.6048', 'flat', 'payments'],
    ['AWSELB', 'LCUUsage', 'LoadBalancing:Application', '12', 'pay', 'payments'],
    ['AmazonRDS', 'Aurora:StorageUsage', 'CreateDBInstance:0021', '19', 'stock', 'payments'],
    ['AmazonRDS', 'Aurora:StorageIOUsage', 'CreateDBInstance:0021', '34', 'pay', 'payments'],
    ['AmazonRDS', 'Aurora:BackupUsage', 'CreateDBInstance:0021', '5.3', 'flat', 'payments'],
    ['AmazonDynamoDB', 'WriteRequestUnits', 'PayPerRequestThroughput', '38', 'pay', 'payments'],
    ['AmazonDynamoDB', 'ReadRequestUnits', 'PayPerRequestThroughput', '11', 'pay', 'payments'],
    ['AmazonElastiCache', 'NodeUsage:cache.r6g.large', 'CreateCacheCluster:0002', '9.888', 'flat', 'payments'],
    ['AWSLambda', 'Lambda-GB-Second', 'Invoke', '21', 'pay', 'payments'],
    ['AWSQueueService', 'Requests-Tier1', 'SendMessage', '7.2', 'pay', 'payments'],
    ['AmazonS3', 'TimedStorage-ByteHrs', 'StandardStorage', '17', 'stock', 'payments', 'northlight-payments-ledger'],
    ['AmazonCloudWatch', 'TimedStorage-ByteHrs', 'HourlyStorageMetering', '9.4', 'stock', 'payments', PAYMENTS_LOG_GROUP],
    ['AmazonCloudWatch', 'CW:MetricMonitorUsage', 'MetricStorage', '16.2', 'flat', 'payments'],
    ['AmazonCloudWatch', 'CW:AlarmMonitorUsage', 'Unknown', '1.9', 'flat', 'payments'],
    ['awskms', 'KMS-Requests', 'Sign', '13', 'pay', null],
    ['awskms', 'KMS-Keys', 'CreateKey', '1.6', 'flat', 'payments'],
    ['AWSSecretsManager', 'AWSSecretsManager-Secrets', 'Secret', '3.1', 'flat', 'payments'],
    ['CloudHSM', 'CloudHSMv2Usage', 'CreateHsm', '70.56', 'flat', 'payments'],
    ['awswaf', 'WebACLV2', 'CreateWebACL', '0.5', 'flat', 'payments'],
    ['AmazonGuardDuty', 'PaidEventsAnalyzed', 'CloudTrailEvent', '6.8', 'steady', null],
    ['AWSConfig', 'ConfigurationItemRecorded', 'None', '2.2', 'restless', null],
    ['AWSBackup', 'WarmStorage-ByteHrs-EBS', 'Storage', '6.1', 'flat', 'payments'],
  ]),
  ...linesOf('payments-prod', FRANKFURT, [
    ['AmazonECS', 'Fargate-vCPU-Hours:perCPU', 'FargateTask', '61', 'pay', 'payments'],
    ['AmazonECS', 'Fargate-GB-Hours', 'FargateTask', '17', 'pay', 'payments'],
    [
      'AmazonRDS',
      'InstanceUsage:db.r6g.2xl',
      'CreateDBInstance:0021',
      '24.432',
      'flat',
      'payments',
      arnOf('payments-prod', FRANKFURT, 'rds', 'db:ledger-standby'),
    ],
    ['AmazonDynamoDB', 'WriteRequestUnits', 'PayPerRequestThroughput', '12', 'pay', 'payments'],
    ['AmazonS3', 'TimedStorage-ByteHrs', 'StandardStorage', '15', 'stock', 'payments', 'northlight-payments-ledger-dr'],
    ['AWSELB', 'LoadBalancerUsage', 'LoadBalancing:Application', '0.6048', 'flat', 'payments'],
    ['AmazonEC2', 'NatGateway-Hours', 'NatGateway', '1.152', 'flat', 'payments'],
    ['awskms', 'KMS-Keys', 'CreateKey', '0.8', 'flat', 'payments'],
  ]),
]
