// The whole way: a newcomer signs up, joins their browser with one click, and an item with three photos goes from the
// form to vinted.fr and back; it changes there, and goes away again.
import { expect, launch, signInToVinted, test } from '../stack/browser.ts';
import { Editor, WOOLLEN } from '../stack/editor.ts';
import { environment } from '../stack/environment.ts';
import { pair } from '../stack/pairing.ts';
import { bringIn, confirm, newcomer, signUp } from '../stack/people.ts';
import { LOOKS, fromTelephone, looks } from '../stack/photos.ts';
import { Popup } from '../stack/popup.ts';
import { JUMPER, addProduct, publish } from '../stack/products.ts';
import { Vinted } from '../stack/vinted.ts';
import { fr, say } from '../stack/words.ts';

test('from signing up to a live listing, a new price, and gone again', async ({ page, context, vinted, member, photos, darkroom }) => {
  const person = newcomer();
  await signUp(page, person);
  await confirm(page, person);
  await pair(page);

  const editor = await Editor.create(page);
  await editor.addPhotos(photos);
  await expect(editor.photos).toHaveCount(3);
  await editor.fill(WOOLLEN);
  await editor.publish();
  await editor.stands(fr.products.listing_live);
  await expect(page.getByText(say(fr.jobs.published, { title: WOOLLEN.title }))).toBeVisible();

  const listing = await vinted.theOnlyLive(member);
  expect(listing).toMatchObject({
    title: WOOLLEN.title,
    price: { amount: '32.50', currency_code: 'EUR' },
    brand: { title: 'Sézane' },
    size: { title: 'M / 38 / 10' },
    condition: { title: 'Très bon état' },
  });
  expect(listing.catalog.path).toMatch(/Femmes.*Pulls/);
  expect(listing.colors.map(({ title }) => title)).toEqual(['Marine', 'Crème']);
  expect(listing.materials.map(({ title }) => title)).toEqual(['Laine']);
  for (const line of WOOLLEN.description!.split('\n')) expect(listing.description).toContain(line);
  expect(await looks(darkroom, vinted, listing)).toEqual(LOOKS);
  await expect(editor.channel.getByRole('link', { name: fr.editor.open_listing })).toHaveAttribute('href', Vinted.page(listing));

  await editor.price.fill('27');
  await editor.save();
  await editor.channel.getByRole('button', { name: fr.editor.update_vinted }).click();
  await expect(page.getByText(say(fr.jobs.updated, { title: WOOLLEN.title }))).toBeVisible({ timeout: 30_000 });
  const updated = await vinted.theOnlyLive(member);
  expect(updated).toMatchObject({ id: listing.id, price: { amount: '27.00' }, title: WOOLLEN.title });
  expect(updated.photos).toEqual(listing.photos);

  await editor.channel.getByText(fr.editor.withdraw_vinted).click();
  await editor.channel.getByRole('button', { name: fr.editor.withdraw_sure }).click();
  await editor.stands(fr.products.listing_removed);
  expect(await vinted.live(member)).toEqual([]);

  const popup = await Popup.open(context);
  await expect(popup.page.getByRole('heading', { name: person.shop })).toBeVisible();
  for (const text of [popup.say('connection_socket'), popup.say('vinted_signed_in', member.login), popup.say('idle')]) {
    await expect(popup.page.getByText(text, { exact: true })).toBeVisible();
  }
});

test('a telephone’s photo arrives upright, and without where it was taken', async ({ seller, page, vinted, member, photos, darkroom }) => {
  const taken = fromTelephone(photos[0]!);
  expect(taken.buffer.includes('Exif'), 'the photo tells where it was taken').toBe(true);
  const lying = LOOKS[0]!;
  await pair(page);
  await publish(seller, await addProduct(seller, JUMPER, [taken]));
  const [photo] = (await vinted.theOnlyLive(member)).photos;
  expect(photo).toMatchObject({ width: lying.height, height: lying.width });
  const arrived = Buffer.from(await (await fetch(vinted.pages + photo!.path)).arrayBuffer());
  for (const trace of ['Exif', 'GPS', 'http://ns.adobe.com/xap']) expect(arrived.includes(trace), trace).toBe(false);
  // The wall behind it is light above: what was above lies at the right after a quarter turn.
  const { left, right } = await darkroom.edges(arrived);
  expect(right).toBeGreaterThan(left + 30);
});

test('what was said and measured goes along, a hand edit on vinted.fr survives, and photos change when the seller says so', async ({ page, seller: _, vinted, member, photos, darkroom }) => {
  await pair(page);
  const editor = await Editor.create(page);
  await editor.addPhotos(photos);
  await expect(editor.photos).toHaveCount(3);
  await editor.fill(WOOLLEN);
  await editor.said('Encolure').selectOption({ label: 'Col V' });
  await editor.said('Fabriqué en').selectOption({ label: 'Italie' });
  await editor.length('Poitrine').fill('52');
  await editor.length('Longueur').fill('68,5');
  await editor.weight.fill('1200');
  await editor.publish();
  await editor.stands(fr.products.listing_live);
  const listing = await vinted.theOnlyLive(member);
  expect(listing.catalog.path, 'the neckline decides where it is filed').toMatch(/Pulls col V/);
  expect(listing.description).toContain('Encolure : Col V\nFabriqué en : Italie');
  expect(listing.description).toContain('Mesures à plat : poitrine 52 cm, longueur 68,5 cm');
  expect(listing.request.item).toMatchObject({ measurement_width: 52, measurement_length: 69, package_size_id: 3 });

  await vinted.change(listing, { title: 'Mon pull à torsades' });
  await editor.price.fill('27');
  await editor.save();
  await editor.update();
  await expect.poll(async () => (await vinted.theOnlyLive(member)).price.amount, { timeout: 30_000 }).toBe('27.00');
  const updated = await vinted.theOnlyLive(member);
  expect(updated).toMatchObject({ id: listing.id, title: 'Mon pull à torsades', description: listing.description });
  expect(updated.photos).toEqual(listing.photos);
  await expect(editor.channel.getByText(say(fr.editor.differences, { fields: fr.editor.title.toLowerCase() }))).toBeVisible();

  await editor.choose(2, fr.editor.photo_remove);
  await expect(editor.photos).toHaveCount(2);
  await editor.save();
  await expect(editor.channel.getByText(fr.editor.photos_changed)).toBeVisible();
  await vinted.forgetAsked();
  await editor.update();
  await expect.poll(async () => (await vinted.theOnlyLive(member)).photos.length, { timeout: 30_000 }).toBe(2);
  expect(await looks(darkroom, vinted, await vinted.theOnlyLive(member))).toEqual([LOOKS[0], LOOKS[2]]);
  expect(await vinted.asked('photo'), 'nothing is uploaded again').toEqual([]);
  await expect(editor.channel.getByText(fr.editor.photos_changed)).toBeHidden();
});

test('a site that wants condition and size among the attributes gets them there', async ({ page, seller, vinted, member, photos }) => {
  await vinted.place('attributes');
  await pair(page);
  await publish(seller, await addProduct(seller, JUMPER, photos));
  const listing = await vinted.theOnlyLive(member);
  expect(listing).toMatchObject({ size: { title: 'M / 38 / 10' }, condition: { title: 'Très bon état' } });
  expect(listing.request.item).toMatchObject({ status_id: null, size_id: null });
});

test('the drawer tells every step while it happens', async ({ page, seller: _, vinted, member: __, photos }) => {
  await pair(page);
  const editor = await Editor.create(page);
  await editor.addPhotos(photos);
  await expect(editor.photos).toHaveCount(3);
  await editor.fill(WOOLLEN);
  for (const call of ['photo', 'create', 'readBack'] as const) await vinted.strike(call, { fault: 'slow', ms: 1_500 });
  await editor.publish();
  const drawer = page.getByRole('complementary', { name: fr.jobs.title });
  for (const step of [say(fr.jobs.step_upload_photo, { position: 1, of: 3 }), fr.jobs.step_create, fr.jobs.step_read_back]) {
    await expect(drawer.getByRole('progressbar', { name: step })).toBeVisible({ timeout: 15_000 });
  }
  await editor.stands(fr.products.listing_live);
});

test('a code typed into the popup joins a browser just as well', async ({ page, seller, context }) => {
  await page.goto('/channels/vinted');
  const code = (await (await seller.api.post('/fn/make_pairing_code')).json()) as { code: string };
  const popup = await Popup.open(context);
  await popup.page.getByLabel(popup.say('pair_code')).fill('ABCD 2345');
  await popup.press('pair_button');
  await expect(popup.page.getByText(popup.say('pair_wrong_code'))).toBeVisible();
  await popup.page.getByLabel(popup.say('pair_code')).fill(code.code);
  await popup.press('pair_button');
  await expect(popup.page.getByRole('heading', { name: seller.shop })).toBeVisible();
  await expect(popup.page.getByText(popup.say('connection_socket'), { exact: true })).toBeVisible();
});

test('a pairing that was ended in the dashboard ends in the browser', async ({ page, seller: _, context }) => {
  await pair(page);
  const browser = page.getByRole('listitem').filter({ hasText: 'Chromium' });
  await browser.getByText(fr.channels.revoke).click();
  await browser.getByRole('button', { name: fr.channels.revoke_sure }).click();
  await expect(browser).toHaveCount(0);
  const popup = await Popup.open(context);
  await expect(popup.page.getByRole('heading', { name: popup.say('pair_title') })).toBeVisible();
});

test('two browsers are paired: only one works, and the other takes over when it is gone', async ({ page, seller, vinted, member, photos }) => {
  await pair(page);
  const other = await launch();
  await bringIn(other, seller, environment().official_url);
  await signInToVinted(other, member);
  await pair(await other.newPage());
  await publish(seller, await addProduct(seller, JUMPER, photos));
  await vinted.theOnlyLive(member);
  await other.close();
  await publish(seller, await addProduct(seller, { ...JUMPER, sku: 'PULL-2', title: 'Pull marin bis' }, photos));
  await expect.poll(async () => (await vinted.live(member)).length, { timeout: 60_000 }).toBe(2);
});
