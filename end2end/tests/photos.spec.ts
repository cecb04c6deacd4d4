// An item's photos: taken in, refused with a reason, put in order, turned, kept from buyers, taken out.
import { Editor } from '../stack/editor.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { becomeStranger } from '../stack/people.ts';
import { LOOKS, type Photo, bomb, damaged, heavy } from '../stack/photos.ts';
import { addProduct, editor as read } from '../stack/products.ts';
import { fr, say } from '../stack/words.ts';
import type { Page } from '@playwright/test';

/** Where the pictures of the page come from, in order. */
async function shown(editor: Editor): Promise<string[]> {
  return editor.photos.evaluateAll((images) => images.map((image) => (image as HTMLImageElement).src));
}

const button = (page: Page, place: number, act: string) =>
  page.getByRole('button', { name: `${say(fr.editor.photo_name, { place })} : ${act}`, exact: true });

test('a JPEG, a PNG and a WebP come in, in the order they were chosen', async ({ page, seller, photos, darkroom }) => {
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }));
  await editor.addPhotos(photos);
  await expect(editor.photos).toHaveCount(3);
  await expect(page.getByText(fr.editor.cover, { exact: true })).toHaveCount(1);
  const kept = (await read(seller, editor.product)).photos;
  expect(kept.map(({ width, height }) => ({ width, height }))).toEqual(LOOKS.map(({ width, height }) => ({ width, height })));
  for (const [index, { id }] of kept.entries()) {
    const picture = await seller.api.get(`/photos/${id}/full`);
    expect(picture.headers()['content-type']).toBe('image/jpeg');
    expect(await darkroom.look(await picture.body())).toEqual(LOOKS[index]);
  }
});

test('what is no good photo is refused with its reason, and the good ones are kept', async ({ page, seller, photos }) => {
  const [jpeg, png, webp] = photos as [Photo, Photo, Photo];
  const text: Photo = { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('Pull, 32 euros') };
  const empty: Photo = { name: 'vide.png', mimeType: 'image/png', buffer: Buffer.alloc(0) };
  const hostile: Photo = { ...text, name: '<img src=x onerror=alert(1)>.jpg' };
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }));
  await editor.addPhotos([jpeg, damaged(jpeg), text, bomb(), png, heavy(jpeg), hostile, empty, webp]);
  await expect(page.getByText(fr.editor.photos_refused)).toBeVisible({ timeout: 30_000 });
  for (const [name, reason] of [
    ['coupée.jpg', fr.errors.photo_damaged],
    [text.name, fr.errors.photo_not_a_photo],
    ['géante.png', fr.errors.photo_too_many_pixels],
    ['lourde.jpg', fr.errors.photo_too_heavy],
    [hostile.name, fr.errors.photo_not_a_photo],
    [empty.name, fr.errors.photo_not_a_photo],
  ] as const) {
    await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText(reason);
  }
  await expect(editor.photos).toHaveCount(3);
  const kept = (await read(seller, editor.product)).photos;
  expect(kept.map(({ width }) => width)).toEqual(LOOKS.map(({ width }) => width));
});

test('the twenty-first photo is one too many', async ({ page, seller, photos }) => {
  const small = photos[2]!;
  const many = Array.from({ length: 21 }, (_, index) => ({ ...small, name: `photo ${index + 1}.webp` }));
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }));
  await editor.addPhotos(many);
  await expect(page.getByRole('listitem').filter({ hasText: 'photo 21.webp' })).toContainText(fr.errors.photo_too_many, { timeout: 45_000 });
  await expect(editor.photos).toHaveCount(20);
});

test('buttons put photos in order, and the first is the cover', async ({ page, seller, photos }) => {
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }, photos));
  const [front, back, detail] = await shown(editor);
  await expect(button(page, 1, fr.editor.photo_earlier)).toBeDisabled();
  await expect(button(page, 3, fr.editor.photo_later)).toBeDisabled();
  await button(page, 3, fr.editor.photo_earlier).click();
  await expect.poll(() => shown(editor)).toEqual([front, detail, back]);
  await ready(page);
  await button(page, 1, fr.editor.photo_later).click();
  await expect.poll(() => shown(editor)).toEqual([detail, front, back]);
  await expect.poll(async () => (await read(seller, editor.product)).photos.map(({ width }) => width)).toEqual([1200, 900, 1000]);
  await page.goto('/products');
  await expect(page.getByRole('row').filter({ hasText: 'Pull' }).locator('img')).toHaveAttribute('src', new URL(detail!).pathname);
});

test('a photo is turned where it stands, and one of the tag is kept from buyers', async ({ page, seller, photos }) => {
  const product = await addProduct(seller, { title: 'Pull' }, photos);
  const editor = await Editor.open(page, product);
  const kept = async () => (await read(seller, product)).photos;
  await editor.choose(1, fr.photos.turn_right);
  await expect.poll(async () => (await kept()).map(({ width, height }) => `${width}×${height}`)).toEqual(['1200×900', '1000×1000', '1200×800']);
  await ready(page);
  await editor.choose(1, fr.photos.keep_internal);
  await expect(page.getByText(fr.photos.internal, { exact: true })).toBeVisible();
  const [, second, third] = await kept();
  const cover = async (photo: { id: number } | undefined) => {
    await page.goto('/products');
    await expect(page.getByRole('row').filter({ hasText: 'Pull' }).locator('img')).toHaveAttribute('src', `/photos/${photo!.id}/thumb`);
  };
  await cover(second);
  await Editor.open(page, product);
  await editor.choose(3, fr.photos.make_cover);
  await expect.poll(async () => (await kept())[0]).toEqual(third);
  await cover(third);
});

test('a photo is taken out', async ({ page, seller, photos }) => {
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }, photos));
  const [front, , detail] = await shown(editor);
  await editor.choose(2, fr.editor.photo_remove);
  await expect(page.getByText(fr.frame.photo_removed)).toBeVisible();
  await expect.poll(() => shown(editor)).toEqual([front, detail]);
  await editor.save();
  expect((await read(seller, editor.product)).photos.map(({ width }) => width)).toEqual([900, 1200]);
});

test('photos of another shop are nobody’s to see', async ({ page, seller, photos, complaints }) => {
  complaints.expect(/status of 40[14] /);
  const product = await addProduct(seller, { title: 'Pull' }, photos);
  const [photo] = (await read(seller, product)).photos;
  await becomeStranger(page);
  const response = await page.goto(`/photos/${photo!.id}/full`);
  expect(response?.status()).toBe(401);
});
