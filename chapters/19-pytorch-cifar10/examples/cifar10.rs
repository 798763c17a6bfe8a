//! PyTorch's first program, from scratch: a convolutional network that tells photographs apart.
//!
//! The lines of the PyTorch program stand above the lines that do the same here. (The class `Net`
//! stands in `src/net.rs`, line by line too.)
//!
//! ```text
//! cargo run --release -p ch19 --example cifar10                    # shapes drawn here, no download
//! GRADUS_DATA=/folder/with/cifar-10 cargo run --release -p ch19 --example cifar10
//! cargo run --release -p ch19 --example cifar10 -- --help
//! ```

use anyhow::Result;
use ch19::{Batches, Net, RunReport, cifar10_or_shapes, results_file};
use clap::Parser;
use losses::CrossEntropy;
use nn::checkpoint;
use optimizers::Adam;
use rand::{SeedableRng, rngs::ChaCha8Rng};
use report::Predictions;
use training::cli::{self, BoxedOptimizer, OptimizerName};
use training::{FitConfig, Trainer, accuracy};

/// Trains a convolutional network to tell photographs apart
///
/// Adam has PyTorch's settings (ε = 1e-8).
#[derive(Parser)]
struct Options {
    #[command(flatten)]
    training: cli::Options,
    #[command(flatten)]
    batches: Batches,
}

fn main() -> Result<()> {
    let options = Options::parse();
    options.training.run(|| train(&options.training, options.batches))
}

fn train(options: &cli::Options, batches: Batches) -> Result<()> {
    // ANCHOR: data
    // transform = transforms.Compose([
    //     transforms.ToTensor(),
    //     transforms.Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))])
    // trainset = torchvision.datasets.CIFAR10(
    //     root='./data', train=True, download=True, transform=transform)
    // testset = torchvision.datasets.CIFAR10(
    //     root='./data', train=False, download=True, transform=transform)
    //
    // The images stay bytes until a batch of them is made; there they become values from 0 to 1,
    // and with mean and deviation 0.5 values from −1 to 1.
    let data = cifar10_or_shapes(options.data.as_deref(), batches, options.quick)?;
    // ANCHOR_END: data

    // net = Net()
    //
    // PyTorch draws the first weights from a generator of its own; here it is passed, so that a seed
    // decides all.
    let mut net = Net::<f32>::new(&mut ChaCha8Rng::seed_from_u64(options.seed));

    // ANCHOR: training
    // criterion = nn.CrossEntropyLoss()
    // optimizer = optim.Adam(net.parameters())
    let mut trainer = Trainer::new(CrossEntropy, optimizer(options), accuracy);

    // trainloader = torch.utils.data.DataLoader(trainset, batch_size=32, shuffle=True)
    // for epoch in range(10):
    trainer.config = FitConfig {
        epochs: options.epochs.unwrap_or(if options.quick { 1 } else { 10 }),
        batch_size: options.batch_size,
        seed: options.seed,
        ..FitConfig::default()
    };

    //     for i, data in enumerate(trainloader, 0):
    //         inputs, labels = data
    //         optimizer.zero_grad()
    //         outputs = net(inputs)
    //         loss = criterion(outputs, labels)
    //         loss.backward()
    //         optimizer.step()
    //         running_loss += loss.item()
    //
    // The seven lines are `Trainer::train_step` (crate `training`). There is no gradient to set to
    // zero: each step gives new ones.
    let command = "cargo run --release -p ch19 --example cifar10";
    let decisive = [("data", data.fingerprint.clone())];
    let mut run = cli::Run::start(command, "ch19/cifar10", options, &decisive)?;
    run.fit(&mut net, &mut trainer, &data.train, &data.test)?;

    //     print('[%d] loss: %.3f' % (epoch + 1, running_loss / len(trainloader)))
    //
    // There the mean of batches, here of images: the same, unless the last batch is smaller.
    for epoch in &trainer.state.history.epochs {
        cli::say(format_args!("[{}] loss: {:.3}", epoch.epoch, epoch.train.loss));
    }
    // ANCHOR_END: training

    let (history, test) = (&trainer.state.history, &data.test.data);
    run.results.write("net.safetensors", |file| checkpoint::save(&net, file));
    run.results.write("net-for-pytorch.safetensors", |file| checkpoint::export_pytorch(&net, file));
    let numbers = results_file(history, &data.fingerprint, options.seed);
    run.results.write("results.toml", |file| numbers.save(file));

    // ANCHOR: accuracy
    // correct = 0
    // total = 0
    // with torch.no_grad():
    //     for data in testloader:
    //         images, labels = data
    //         outputs = net(images)
    //         _, predicted = torch.max(outputs.data, 1)
    //         total += labels.size(0)
    //         correct += (predicted == labels).sum().item()
    //
    // The predicted class is the argmax of an image's logits; nothing is recorded for a backward pass.
    let predictions = Predictions::new(&net, &data.test);
    let (correct, total) = (predictions.correct(), test.len());
    // ANCHOR_END: accuracy
    let report =
        RunReport { history, net: &net, test, predictions: &predictions, classes: &data.classes };
    report.write(&mut run.results);
    cli::say(run.results.summary());

    // print('Accuracy of the network on the 10000 test images: %d %%' % (100 * correct / total))
    cli::say(format_args!(
        "Accuracy of the network on the {total} test images: {} %",
        100 * correct / total
    ));
    run.results.finish()
}

/// Adam with PyTorch's settings, unless another is asked for.
fn optimizer(options: &cli::Options) -> BoxedOptimizer<f32> {
    match options.optimizer {
        OptimizerName::Adam => Box::new(Adam::new(options.learning_rate())),
        _ => options.optimizer(),
    }
}
