import { expect, test } from 'vitest'
import { readAgencyConfig } from './config.ts'
import { KitError } from './errors.ts'

function mistakesOf(env: Readonly<Record<string, string>>): string {
  try {
    readAgencyConfig('tax', 'TAX', 4011, env)
  } catch (error) {
    if (error instanceof KitError && error.code === 'CONFIG_INVALID') return error.message
    throw error
  }
  return ''
}

test('all mistakes of the settings are named at once', () => {
  const told = mistakesOf({ XINQIAO_PROFILE: 'test', PORT: 'x' })
  for (const name of [
    'XINQIAO_PROFILE',
    'PORT',
    'KEYS_DIR',
    'TAX_DATABASE_URL',
    'REGISTRY_URL',
    'OFFICE_ROOT',
    'STATE_DIR',
  ])
    expect(told).toContain(name)
})

test('[D16] the production profile keeps the system clock and knows its own address', () => {
  const told = mistakesOf({ XINQIAO_PROFILE: 'production', HUB_CLOCK: '2026-11-23T10:00:00+08:00' })
  expect(told).toContain('HUB_CLOCK')
  expect(told).toContain('PUBLIC_URL')
  expect(mistakesOf({ XINQIAO_PROFILE: 'development', HUB_CLOCK: '2026-11-23T10:00:00+08:00' })).not.toContain(
    'HUB_CLOCK',
  )
})
