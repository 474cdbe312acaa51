// Read when the modules load, so they are set before anything else. Nothing leaves the machine unless it was configured to.
process.env['COPILOTKIT_TELEMETRY_DISABLED'] ??= 'true'
process.env['DO_NOT_TRACK'] ??= '1'
process.env['NEXT_TELEMETRY_DISABLED'] ??= '1'

import type { NextConfig } from 'next'

// What no page may be used for by another site. Which scripts a page may run is not said here.
const HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Content-Security-Policy', value: "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'" },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
]

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  headers: async () => [{ source: '/:path*', headers: HEADERS }],
  serverExternalPackages: [
    '@copilotkit/runtime',
    '@cedar-policy/cedar-wasm',
    '@duckdb/node-api',
    '@langchain/langgraph',
    '@langchain/langgraph-checkpoint-postgres',
    'graphile-worker',
    'pg',
  ],
  // `npm run check` proves the types; a first start must not pay for it again.
  typescript: { ignoreBuildErrors: true },
  experimental: { turbopackFileSystemCacheForBuild: false },
}
export default config
