import { encode } from 'uqr'
import type { Gray } from './canvas'
import type { Random } from './random'

/** How a card with a QR code lies before the camera. Angles in radians, lengths in pixels unless said otherwise. */
export type Pose = {
  /** Edge of the code without its quiet zone, seen straight on. */
  size: number
  /** Turn in the plane of the picture. */
  turn: number
  /** Lean away from the camera around the picture's horizontal and vertical axis. */
  tiltX: number
  tiltY: number
  /** Distance of the camera in units of the code's edge: small means strong perspective. */
  distance: number
  /** Where the centre of the code lands. */
  x: number
  y: number
  /** Bend of the card around an upright axis: radius in units of the code's edge; 0 = flat. */
  bend: number
}

/** What is drawn: the text and its grays. */
export type Print = {
  text: string
  level: 'L' | 'M' | 'Q'
  dark: number
  light: number
  /** Quiet zone in modules. */
  quiet: number
}

export const WIDTH = 640
export const HEIGHT = 480

/** Draws the card over a cluttered background: 3 × 3 samples a pixel, so edges are soft as through a lens. */
export function drawScene(print: Print, pose: Pose, rnd: Random): Gray {
  const code = encode(print.text, { ecc: print.level, border: 0 })
  const modules = code.size
  const data = new Float32Array(WIDTH * HEIGHT)
  const background = clutter(rnd, print)
  const toCode = inverseProjection(pose)
  const edge = print.quiet + modules / 2
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      let sum = 0
      let behind = -1
      for (let sy = 0; sy < 3; sy++)
        for (let sx = 0; sx < 3; sx++) {
          const [u, v] = toCode(x + (sx + 0.5) / 3, y + (sy + 0.5) / 3)
          const mx = u * modules
          const my = v * modules
          if (Math.abs(mx) < edge && Math.abs(my) < edge) {
            const row = code.data[Math.floor(my + modules / 2)]
            const dark = row !== undefined && row[Math.floor(mx + modules / 2)] === true
            sum += dark ? print.dark : print.light
          } else sum += behind < 0 ? (behind = background(x, y)) : behind
        }
      data[y * WIDTH + x] = sum / 9
    }
  return { data, width: WIDTH, height: HEIGHT }
}

/** From a point of the picture to the code's plane, where the code spans -0.5 … 0.5. */
function inverseProjection(pose: Pose): (x: number, y: number) => [number, number] {
  const [ct, st] = [Math.cos(pose.turn), Math.sin(pose.turn)]
  const [ca, sa] = [Math.cos(pose.tiltX), Math.sin(pose.tiltX)]
  const [cb, sb] = [Math.cos(pose.tiltY), Math.sin(pose.tiltY)]
  // Columns of the rotation: where the card's own axes point (turn first, then both tilts).
  const ex = [cb * ct, ca * st + sa * sb * ct, sa * st - ca * sb * ct] as const
  const ey = [-cb * st, ca * ct - sa * sb * st, sa * ct + ca * sb * st] as const
  const d = pose.distance
  return (x, y) => {
    // The ray through this pixel meets the plane u·ex + v·ey: two linear equations in u and v.
    const px = (x - pose.x) / pose.size
    const py = (y - pose.y) / pose.size
    const a = ex[0] - (px * ex[2]) / d
    const b = ey[0] - (px * ey[2]) / d
    const c = ex[1] - (py * ex[2]) / d
    const e = ey[1] - (py * ey[2]) / d
    const det = a * e - b * c
    let u = (px * e - b * py) / det
    const v = (a * py - c * px) / det
    if (pose.bend > 0) u = Math.abs(u) < pose.bend ? pose.bend * Math.asin(u / pose.bend) : 9
    return [u, v]
  }
}

/** Walls, shelves and lines of print behind the card, so that a decoder has something to be wrong about. */
function clutter(rnd: Random, print: Print): (x: number, y: number) => number {
  const low = Math.min(print.dark, print.light)
  const span = Math.abs(print.light - print.dark)
  const base = low + span * rnd.between(0.35, 0.75)
  const slopeX = rnd.between(-0.2, 0.2) * span
  const slopeY = rnd.between(-0.2, 0.2) * span
  const boxes = Array.from({ length: 7 }, () => ({
    x: rnd.between(-60, WIDTH),
    y: rnd.between(-60, HEIGHT),
    w: rnd.between(30, 180),
    h: rnd.between(20, 150),
    gray: low + span * rnd.between(0.05, 0.95),
    stripe: rnd.next() < 0.4 ? rnd.between(5, 14) : 0,
  }))
  return (x, y) => {
    let gray = base + (slopeX * x) / WIDTH + (slopeY * y) / HEIGHT
    for (const box of boxes) {
      if (x < box.x || y < box.y || x > box.x + box.w || y > box.y + box.h) continue
      const off = box.stripe > 0 && (y - box.y) % box.stripe < box.stripe / 2
      gray = off ? low + span * 0.9 : box.gray
    }
    return gray
  }
}
