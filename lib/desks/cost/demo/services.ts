/** Product code of the bill, with the name people know it by. */
export const SERVICES = {
  AmazonEC2: 'Amazon Elastic Compute Cloud',
  AmazonS3: 'Amazon Simple Storage Service',
  AmazonRDS: 'Amazon Relational Database Service',
  AmazonElastiCache: 'Amazon ElastiCache',
  AmazonCloudFront: 'Amazon CloudFront',
  AWSELB: 'Elastic Load Balancing',
  AWSLambda: 'AWS Lambda',
  AmazonDynamoDB: 'Amazon DynamoDB',
  AmazonCloudWatch: 'AmazonCloudWatch',
  AmazonVPC: 'Amazon Virtual Private Cloud',
  AmazonRoute53: 'Amazon Route 53',
  awskms: 'AWS Key Management Service',
  AWSSecretsManager: 'AWS Secrets Manager',
  AWSQueueService: 'Amazon Simple Queue Service',
  AmazonSNS: 'Amazon Simple Notification Service',
  AmazonEKS: 'Amazon Elastic Container Service for Kubernetes',
  AmazonECS: 'Amazon Elastic Container Service',
  AmazonECR: 'Amazon EC2 Container Registry (ECR)',
  AWSGlue: 'AWS Glue',
  AmazonAthena: 'Amazon Athena',
  AmazonRedshift: 'Amazon Redshift',
  AmazonSageMaker: 'Amazon SageMaker',
  AmazonES: 'Amazon OpenSearch Service',
  AmazonKinesis: 'Amazon Kinesis',
  ElasticMapReduce: 'Amazon Elastic MapReduce',
  CodeBuild: 'CodeBuild',
  AWSConfig: 'AWS Config',
  AWSCloudTrail: 'AWS CloudTrail',
  AmazonGuardDuty: 'Amazon GuardDuty',
  AWSBackup: 'AWS Backup',
  awswaf: 'AWS WAF',
  CloudHSM: 'AWS CloudHSM',
  AmazonQuickSight: 'Amazon QuickSight',
  AWSCostExplorer: 'AWS Cost Explorer',
  AmazonRegistrar: 'Amazon Registrar',
  AWSSupportBusiness: 'AWS Support (Business)',
  ComputeSavingsPlans: 'Savings Plans for AWS Compute usage',
  // Marketplace products carry the seller's opaque product code.
  '6h2kq9vantorobs4w1x0pz7te': 'Vantor Observability',
  '2c8mkestrelwafr91bd53ju0y': 'Kestrel WAF Rules',
} as const

export type ProductCode = keyof typeof SERVICES

/** Sellers of marketplace products; every other product is the provider's own. */
export const SELLERS: Partial<Record<ProductCode, string>> = {
  '6h2kq9vantorobs4w1x0pz7te': 'Vantor Labs, Inc.',
  '2c8mkestrelwafr91bd53ju0y': 'Kestrel Security GmbH',
}
