import { describe, expect, it } from 'vitest'
import { afterWrongPin, NO_TRIES, pinProblem, pinWaitMs } from './pin-rules'
import type { PinTries } from './pin-rules'

const wrong = (times: number, at = 0): PinTries => {
  let tries = NO_TRIES
  for (let i = 0; i < times; i += 1) tries = afterWrongPin(tries, at)
  return tries
}

describe('a new PIN', () => {
  it('has four to eight digits', () => {
    expect(pinProblem('731')).toBe('pin_length')
    expect(pinProblem('731946028')).toBe('pin_length')
    expect(pinProblem('73a9')).toBe('pin_not_digits')
    expect(pinProblem('٧٣١٩')).toBe('pin_not_digits')
    expect(pinProblem('7319')).toBeNull()
    expect(pinProblem('73194602')).toBeNull()
  })

  it('is not one that a bystander tries first', () => {
    for (const pin of ['1111', '1234', '4321', '7890', '0987', '1212', '123123', '00000000']) {
      expect(pinProblem(pin), pin).toBe('pin_too_simple')
    }
  })
})

describe('wrong PINs', () => {
  it('lock for longer and longer, at most a quarter of an hour', () => {
    const seconds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 60].map((times) => pinWaitMs(wrong(times), 0) / 1000)
    expect(seconds).toEqual([0, 0, 30, 60, 120, 240, 480, 900, 900, 900])
  })

  it('let the person try again when the time is over', () => {
    expect(pinWaitMs(wrong(3), 29_999)).toBe(1)
    expect(pinWaitMs(wrong(3), 30_000)).toBe(0)
  })

  it('do not lock for a year when the clock is set back a year', () => {
    expect(pinWaitMs(wrong(5, 1_800_000_000_000), 1_768_000_000_000)).toBe(0)
  })
})
