// Photos under the hand: dragged into order, dropped from the desktop, cropped, taken out and put back.
import { Editor } from '../stack/editor.ts';
import { expect, test } from '../stack/pages.ts';
import type { Photo } from '../stack/photos.ts';
import { addProduct, editor as read } from '../stack/products.ts';
import { fr, say } from '../stack/words.ts';

const widths = (photos: { width: number }[]) => photos.map(({ width }) => width);

test('the last photo is dragged to the front and stays there', async ({ page, seller, photos }) => {
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }, photos));
  await editor.photos.nth(2).dragTo(editor.photos.nth(0));
  await expect.poll(async () => widths((await read(seller, editor.product)).photos)).toEqual([1200, 900, 1000]);
  await page.reload();
  await expect(editor.photos).toHaveCount(3);
  await expect(editor.photos.nth(0)).toHaveAttribute('width', '1200');
});

test('files are dropped on the page', async ({ page, seller, photos }) => {
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }));
  const files = photos.map(({ name, mimeType, buffer }: Photo) => ({ name, mimeType, base64: buffer.toString('base64') }));
  const dropped = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const { name, mimeType, base64 } of files) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type: mimeType }));
    }
    return transfer;
  }, files);
  await page.locator('#photos').dispatchEvent('drop', { dataTransfer: dropped });
  await expect(editor.photos).toHaveCount(3);
  expect(widths((await read(seller, editor.product)).photos)).toEqual([900, 1000, 1200]);
});

test('a photo that was taken out is put back where it was', async ({ page, seller, photos }) => {
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }, photos));
  await editor.choose(2, fr.editor.photo_remove);
  await expect(editor.photos).toHaveCount(2);
  await page.getByRole('button', { name: fr.products.undo, exact: true }).click();
  await expect(editor.photos).toHaveCount(3);
  await editor.save();
  expect(widths((await read(seller, editor.product)).photos)).toEqual([900, 1000, 1200]);
});

test('a photo is cropped by keys, by hand and by shape, and made whole again', async ({ page, seller, photos }) => {
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }, photos));
  await editor.choose(1, fr.photos.crop);
  const dialog = page.getByRole('dialog', { name: say(fr.photos.crop_title, { place: 1 }) });
  const left = (width: number, height: number) => dialog.getByText(say(fr.photos.left, { width, height }), { exact: true });
  const crop = dialog.getByRole('button', { name: fr.photos.crop_do, exact: true });
  await expect(left(900, 1200)).toBeVisible();
  await expect(crop).toBeDisabled();
  const frame = dialog.getByLabel(fr.photos.frame, { exact: true });
  await frame.press('Shift+ArrowUp');
  await expect(left(900, 1188)).toBeVisible();
  const { x, y, width, height } = (await frame.boundingBox())!;
  await page.mouse.move(x + 4, y + 4);
  await page.mouse.down();
  await page.mouse.move(x + width, y + height, { steps: 4 });
  await page.mouse.up();
  await expect(left(200, 200)).toBeVisible();
  await dialog.getByRole('button', { name: fr.photos.square, exact: true }).click();
  await expect(left(900, 900)).toBeVisible();
  await crop.click();
  await expect(dialog).toBeHidden();
  const sizes = async () => (await read(seller, editor.product)).photos.map(({ width, height }) => `${width}×${height}`);
  await expect.poll(sizes).toEqual(['900×900', '1000×1000', '1200×800']);
  await expect(page.getByLabel(`${say(fr.editor.photo_name, { place: 1 })} : ${fr.photos.more}`, { exact: true })).toBeFocused();
  await editor.choose(1, fr.photos.restore);
  await expect.poll(sizes).toEqual(['900×1200', '1000×1000', '1200×800']);
});

test('an upload that cannot reach the server says so, and the form keeps working', async ({ page, seller, photos, complaints }) => {
  complaints.expect(/ERR_FAILED/);
  const editor = await Editor.open(page, await addProduct(seller, { title: 'Pull' }));
  await page.route('**/photos', (route) => route.abort());
  await editor.addPhotos(photos);
  for (const { name } of photos) {
    await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText(fr.errors.offline);
  }
  await page.unroute('**/photos');
  await editor.addPhotos(photos);
  await expect(editor.photos).toHaveCount(3);
});
