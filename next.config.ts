// Read when the modules load, so they are set before anything else. Nothing leaves the machine unless it was configured to.
process.env['COPILOTKIT_TELEMETRY_DISABLED'] ??= 'true'
process.env['DO_NOT_TRACK'] ??= '1'
process.env['NEXT_TELEMETRY_DISABLED'] ??= '1'

import type { NextConfig } from 'next'

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  serverExternalPackages: ['@copilotkit/runtime', '@cedar-policy/cedar-wasm', '@duckdb/node-api', '@langchain/langgraph', '@langchain/langgraph-checkpoint-postgres', 'graphile-worker', 'pg'],
  // `npm run check` proves the types; a first start must not pay for it again.
  typescript: { ignoreBuildErrors: true },
  experimental: { turbopackFileSystemCacheForBuild: false },
}
export default config
