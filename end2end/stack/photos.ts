// Pictures made on the spot: three that can be told apart by size and colour in any order, and two that no shop wants.
import { crc32, deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import type { Listing, Vinted } from './vinted.ts';

/** A file as a file chooser takes it. */
export interface Photo {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** How a photo is known again after it went through the server: pixels, and the colour in its middle. */
export interface Look {
  width: number;
  height: number;
  hue: 'red' | 'green' | 'blue';
}

/** In the order in which they are added. */
export const LOOKS: Look[] = [
  { width: 900, height: 1200, hue: 'red' },
  { width: 1000, height: 1000, hue: 'green' },
  { width: 1200, height: 800, hue: 'blue' },
];

const KINDS = [
  { name: 'devant.jpg', mimeType: 'image/jpeg' },
  { name: 'dos.png', mimeType: 'image/png' },
  { name: 'détail.webp', mimeType: 'image/webp' },
];

/** Makes pictures and looks at them, in a page of its own that has scripts. */
export class Darkroom {
  constructor(private readonly page: Page) {}

  /** A JPEG, a PNG and a WebP of a jumper in three colours. */
  async draw(): Promise<Photo[]> {
    const drawn: Photo[] = [];
    for (const [index, kind] of KINDS.entries()) {
      const base64 = await this.page.evaluate(draw, { ...LOOKS[index]!, mimeType: kind.mimeType });
      drawn.push({ ...kind, buffer: Buffer.from(base64, 'base64') });
    }
    return drawn;
  }

  /** From 0 for black to 255: the middle of its left edge, and of its right one. */
  async edges(picture: Buffer): Promise<{ left: number; right: number }> {
    return this.page.evaluate(edges, picture.toString('base64'));
  }

  async look(picture: ArrayBuffer | Buffer): Promise<Look> {
    return this.page.evaluate(look, Buffer.from(picture as ArrayBuffer).toString('base64'));
  }
}

/** Runs in the page. */
function draw({ width, height, hue, mimeType }: Look & { mimeType: string }): string {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d')!;
  const wall = pen.createLinearGradient(0, 0, 0, height);
  wall.addColorStop(0, '#eee8dd');
  wall.addColorStop(1, '#b8ad9c');
  pen.fillStyle = wall;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = { red: '#c81e1e', green: '#1e8c3c', blue: '#1e46c8' }[hue];
  pen.beginPath();
  const outline = [[0.3, 0.2], [0.42, 0.25], [0.58, 0.25], [0.7, 0.2], [0.92, 0.5], [0.8, 0.6], [0.7, 0.48], [0.7, 0.85], [0.3, 0.85], [0.3, 0.48], [0.2, 0.6], [0.08, 0.5]];
  for (const [x, y] of outline) pen.lineTo(x! * width, y! * height);
  pen.fill();
  return canvas.toDataURL(mimeType, 0.9).split(',')[1]!;
}

/** Runs in the page. */
async function look(base64: string): Promise<Look> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes]));
  const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d')!;
  pen.drawImage(picture, 0, 0);
  const [red, green, blue] = pen.getImageData(picture.width / 2, picture.height / 2, 1, 1).data;
  const brightest = Math.max(red!, green!, blue!);
  const hue = brightest === red ? 'red' : brightest === green ? 'green' : 'blue';
  return { width: picture.width, height: picture.height, hue };
}

/** Runs in the page. */
async function edges(base64: string): Promise<{ left: number; right: number }> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes]), { imageOrientation: 'none' });
  const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d')!;
  pen.drawImage(picture, 0, 0);
  const row = pen.getImageData(0, picture.height / 2, picture.width, 1).data;
  const green = (x: number) => row[x * 4 + 1]!;
  return { left: green(2), right: green(picture.width - 3) };
}

/** The JPEG as a telephone would have written it that was held on its side, and that knew where it was. */
export function fromTelephone(photo: Photo): Photo {
  const start = 2;
  const { buffer } = photo;
  return { ...photo, name: 'IMG_2041.jpg', buffer: Buffer.concat([buffer.subarray(0, start), exif(), buffer.subarray(start)]) };
}

/** A quarter turn to the right, at 48° 51′ 30″ N, 2° 17′ 40″ E. */
function exif(): Buffer {
  const HEAD = 8;
  const entry = (tag: number, type: number, count: number, value: Buffer | number) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(tag, 0);
    bytes.writeUInt16BE(type, 2);
    bytes.writeUInt32BE(count, 4);
    if (typeof value === 'number') bytes.writeUInt32BE(value, 8);
    else value.copy(bytes, 8);
    return bytes;
  };
  const folder = (entries: Buffer[]) => {
    const count = Buffer.alloc(2);
    count.writeUInt16BE(entries.length);
    return Buffer.concat([count, ...entries, Buffer.alloc(4)]);
  };
  const degrees = (...parts: number[]) => {
    const bytes = Buffer.alloc(24);
    parts.forEach((part, index) => {
      bytes.writeUInt32BE(part, index * 8);
      bytes.writeUInt32BE(1, index * 8 + 4);
    });
    return bytes;
  };
  const [ASCII, SHORT, LONG, RATIONAL] = [2, 3, 4, 5];
  const gpsAt = HEAD + 2 + 2 * 12 + 4;
  const degreesAt = gpsAt + 2 + 4 * 12 + 4;
  const turned = Buffer.from([0, 6]);
  const main = folder([entry(0x0112, SHORT!, 1, turned), entry(0x8825, LONG!, 1, gpsAt)]);
  const gps = folder([
    entry(1, ASCII!, 2, Buffer.from('N\0')),
    entry(2, RATIONAL!, 3, degreesAt),
    entry(3, ASCII!, 2, Buffer.from('E\0')),
    entry(4, RATIONAL!, 3, degreesAt + 24),
  ]);
  const head = Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, HEAD]);
  const tiff = Buffer.concat([head, main, gps, degrees(48, 51, 30), degrees(2, 17, 40)]);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length + 2);
  return Buffer.concat([Buffer.from([0xff, 0xe1]), length, body]);
}

/** Starts like the JPEG it was made from, and ends in the middle of it. */
export function damaged(photo: Photo): Photo {
  return { ...photo, name: 'coupée.jpg', buffer: photo.buffer.subarray(0, Math.floor(photo.buffer.length / 3)) };
}

/** A PNG of a few kilobytes with more pixels than anybody wants to decode. */
export function bomb(): Photo {
  const side = 12_500;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((1 + Math.ceil(side / 8)) * side), { level: 9 });
  const buffer = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { name: 'géante.png', mimeType: 'image/png', buffer };
}

/** A good photo with so much behind its end that it weighs over 10 MB. */
export function heavy(photo: Photo): Photo {
  return { ...photo, name: 'lourde.jpg', buffer: Buffer.concat([photo.buffer, Buffer.alloc(10 * 1024 * 1024)]) };
}

/** The photos of a listing as a buyer sees them, in order. */
export async function looks(darkroom: Darkroom, vinted: Vinted, listing: Listing): Promise<unknown[]> {
  const pictures = listing.photos.map(async ({ path }) => darkroom.look(await (await fetch(vinted.pages + path)).arrayBuffer()));
  return Promise.all(pictures);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
