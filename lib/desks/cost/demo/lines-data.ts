import { arnOf, type EstateLine, hexId, linesOf, tagged } from './line'

const IRELAND = 'eu-west-1'
const nat = (name: string): string => arnOf('data-platform', IRELAND, 'ec2', `natgateway/${hexId('nat', `data-${name}`)}`)

/** Traffic of the private subnets through the NAT gateways. Level, because the cause that multiplies it is stated in dollars. */
export const DATA_NAT_LINES = tagged(
  linesOf('data-platform', IRELAND, [
    ['AmazonEC2', 'NatGateway-Bytes', 'NatGateway', '121.25', 'level', 'data', nat('a')],
    ['AmazonEC2', 'NatGateway-Bytes', 'NatGateway', '72.5', 'level', 'data', nat('b')],
  ]),
  'data',
)

/** The data platform: warehouse, pipelines and object storage. */
export const DATA_LINES: EstateLine[] = linesOf('data-platform', IRELAND, [
  ['AmazonEC2', 'EBS:SnapshotUsage', 'CreateSnapshot', '21', 'stock', 'data'],
  ['AmazonEC2', 'NatGateway-Hours', 'NatGateway', '1.152', 'flat', 'data', nat('a')],
  ['AmazonEC2', 'NatGateway-Hours', 'NatGateway', '1.152', 'flat', 'data', nat('b')],
  ['AmazonEC2', 'DataTransfer-Regional-Bytes', 'InterZone-Out', '31', 'steady', null],
  ['AmazonEC2', 'DataTransfer-Out-Bytes', 'RunInstances', '6.5', 'restless', null],
  ['AmazonS3', 'TimedStorage-ByteHrs', 'StandardStorage', '126', 'stock', 'data', 'northlight-lake-curated'],
  ['AmazonS3', 'TimedStorage-ByteHrs', 'StandardStorage', '61', 'stock', 'data', 'northlight-lake-raw'],
  ['AmazonS3', 'TimedStorage-SIA-ByteHrs', 'StandardIAStorage', '44', 'stock', 'data', 'northlight-lake-raw'],
  ['AmazonS3', 'TimedStorage-GIR-ByteHrs', 'GlacierInstantRetrievalStorage', '12', 'flat', 'data', 'northlight-lake-archive'],
  ['AmazonS3', 'Requests-Tier1', 'PutObject', '19', 'batch', 'data', 'northlight-lake-raw'],
  ['AmazonS3', 'Requests-Tier2', 'GetObject', '14', 'batch', 'data', 'northlight-lake-curated'],
  [
    'AmazonRedshift',
    'Node:ra3.4xlarge',
    'RunComputeNode:0001',
    '173.088',
    'flat',
    'data',
    arnOf('data-platform', IRELAND, 'redshift', 'cluster:northlight-dwh'),
  ],
  ['AmazonRedshift', 'RMS:ra3.4xlarge', 'Storage', '24', 'stock', 'data', arnOf('data-platform', IRELAND, 'redshift', 'cluster:northlight-dwh')],
  ['AWSGlue', 'ETL-DPU-Hour', 'Jobrun', '168', 'batch', 'data'],
  ['AWSGlue', 'Crawler-DPU-Hour', 'CrawlerRun', '6', 'restless', 'data'],
  ['AmazonAthena', 'DataScannedInTB', 'StartQueryExecution', '41', 'query', 'data'],
  ['AmazonKinesis', 'Storage-ShardHour', 'shardHourStorage', '26.112', 'flat', 'data'],
  ['AmazonKinesis', 'PutRequestPayloadUnits', 'PutRequest', '13', 'shop', 'data'],
  ['AWSLambda', 'Lambda-GB-Second', 'Invoke', '9.5', 'steady', 'data'],
  ['AmazonDynamoDB', 'WriteRequestUnits', 'PayPerRequestThroughput', '6.2', 'steady', 'data'],
  ['AmazonRDS', 'InstanceUsage:db.m6g.xl', 'CreateDBInstance:0014', '8.52', 'flat', 'data', arnOf('data-platform', IRELAND, 'rds', 'db:airflow')],
  ['AmazonRDS', 'InstanceUsage:db.r6g.2xl', 'CreateDBInstance:0014', '24.432', 'flat', 'data', arnOf('data-platform', IRELAND, 'rds', 'db:features')],
  ['AmazonRDS', 'RDS:GP3-Storage', 'CreateDBInstance:0014', '7.1', 'flat', 'data', arnOf('data-platform', IRELAND, 'rds', 'db:features')],
  ['AmazonCloudWatch', 'CW:MetricMonitorUsage', 'MetricStorage', '9.3', 'flat', 'data'],
  [
    'AmazonCloudWatch',
    'DataProcessing-Bytes',
    'PutLogEvents',
    '8.8',
    'batch',
    'data',
    arnOf('data-platform', IRELAND, 'logs', 'log-group:/aws-glue/jobs/output'),
  ],
  [
    'AmazonCloudWatch',
    'TimedStorage-ByteHrs',
    'HourlyStorageMetering',
    '5.6',
    'stock',
    'data',
    arnOf('data-platform', IRELAND, 'logs', 'log-group:/aws-glue/jobs/output'),
  ],
  ['awskms', 'KMS-Requests', 'GenerateDataKey', '3.4', 'restless', null],
  ['awskms', 'KMS-Keys', 'CreateKey', '0.4', 'flat', 'data'],
  ['AWSSecretsManager', 'AWSSecretsManager-Secrets', 'Secret', '0.9', 'flat', 'data'],
  ['AmazonVPC', 'VpcEndpoint-Hours', 'VpcEndpoint', '1.584', 'flat', 'data'],
  ['AmazonGuardDuty', 'PaidEventsAnalyzed', 'S3DataEvents', '9.6', 'steady', null],
  ['AWSConfig', 'ConfigurationItemRecorded', 'None', '1.7', 'restless', null],
  ['AWSCloudTrail', 'DataEventsRecorded', 'None', '4.3', 'steady', null],
])
