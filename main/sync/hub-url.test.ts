import { describe, expect, it } from 'vitest'
import { readHubUrl } from './enrol'

describe('the address of a hub, as people type it', () => {
  it('has the usual port where none is typed', () => {
    for (const typed of ['192.168.1.5', ' 192.168.1.5:7443 ', 'https://192.168.1.5', 'https://192.168.1.5:7443/'])
      expect(readHubUrl(typed)).toBe('https://192.168.1.5:7443')
    expect(readHubUrl('[fe80::1]')).toBe('https://[fe80::1]:7443')
    expect(readHubUrl('hub.example:8443')).toBe('https://hub.example:8443')
    // Behind a balancer on the port that https has by itself.
    expect(readHubUrl('https://hub.example:443')).toBe('https://hub.example')
  })

  it('is none without secrecy, or that is no address', () => {
    for (const typed of ['', 'http://192.168.1.5:7443', 'bukan alamat', 'ftp://hub', 'https://'])
      expect(readHubUrl(typed)).toBeNull()
  })
})
