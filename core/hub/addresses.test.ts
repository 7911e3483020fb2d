import { describe, expect, it } from 'vitest'
import { hubUrl, isOnlyHere, lanAddresses } from './addresses'

const row = (address: string, internal = false, family = 'IPv4') => ({ address, internal, family })
const HERE = {
  lo: [row('127.0.0.1', true)],
  docker0: [row('172.17.0.1')],
  wlan0: [row('192.168.1.5'), row('fe80::1', false, 'IPv6')],
  eth1: [row('169.254.3.4')],
  gone: undefined,
}

describe('the address of a hub', () => {
  it('addresses of bridges and virtual machines come last, this computer’s own none', () => {
    expect(lanAddresses(HERE)).toEqual(['192.168.1.5', '172.17.0.1'])
  })

  it('of a hub that listens everywhere others are told one that they can reach', () => {
    expect(hubUrl('0.0.0.0', 7443, HERE)).toBe('https://192.168.1.5:7443')
    expect(hubUrl('::', 7443, HERE)).toBe('https://192.168.1.5:7443')
    expect(hubUrl('0.0.0.0', 7443, { lo: HERE.lo })).toBe('https://127.0.0.1:7443')
  })

  it('one that was named stays as it is', () => {
    expect(hubUrl('10.0.0.7', 1, HERE)).toBe('https://10.0.0.7:1')
    expect(hubUrl('hub.local', 2, HERE)).toBe('https://hub.local:2')
    expect(hubUrl('fd00::7', 3, HERE)).toBe('https://[fd00::7]:3')
  })

  it.each(['127.0.0.1', '127.0.1.1', 'localhost', '[::1]', '0.0.0.0', '[::]'])(
    '%s is reached from here only',
    (host) => {
      expect(isOnlyHere(`https://${host}:7443`)).toBe(true)
    },
  )
  it.each(['192.168.1.5', 'hub.local', '[fd00::7]'])('%s is reached by others', (host) => {
    expect(isOnlyHere(`https://${host}:7443`)).toBe(false)
  })
})
